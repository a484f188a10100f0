import { defineHistorie } from '../historie.ts'

/**
 * Months after the end of a period within which the trainer looks it through and confirms it.
 *
 * @see BIBB-Hauptausschuss-Empfehlung 156: at least monthly; AN-025
 */
export const freigabefrist = defineHistorie<number>([{ ab: '2018-10-09', wert: 1 }])
