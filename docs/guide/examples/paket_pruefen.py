"""Verifies a transfer package with Python and jwcrypto alone, without network and without our tool.

    python3 paket_pruefen.py paket.zip <thumbprint of the key, as the issuer publishes it>

Ends with 0 when nothing was changed; otherwise says what was.
"""

import hashlib
import json
import sys
import zipfile

from jwcrypto import jwk, jws
from jwcrypto.common import base64url_encode


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def canonical(value):
    # RFC 8785 for what packages hold: keys in ASCII, numbers without fractions.
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def check(condition, message):
    if not condition:
        sys.exit(f"NOT valid: {message}")


path, pinned = sys.argv[1:]
archive = zipfile.ZipFile(path)
names = archive.namelist()
check(len(names) == len(set(names)), "a file is there twice")

# 1. The signature over the manifest, by the key that you trust.
manifest = archive.read("manifest.json")
keys = [
    jwk.JWK(**{name: key[name] for name in ("kty", "crv", "x", "y")})
    for key in json.loads(archive.read("jwks.json"))["keys"]
    if key["kty"] == "EC"
]
trusted = [key for key in keys if key.thumbprint() == pinned]
check(trusted, "the package is not signed with this key")
header, _, signature = archive.read("manifest.jws").decode("ascii").split(".")
token = jws.JWS()
try:
    token.deserialize(f"{header}.{base64url_encode(manifest)}.{signature}", trusted[0], "ES256")
except jws.InvalidJWSSignature:
    check(False, "the manifest or its signature was changed")
check(json.loads(token.objects["protected"])["typ"] == "berichtsheft-paket+jws", "the signature is for something else")
manifest = json.loads(manifest)

# 2. Every file, by its hash.
listed = {entry["name"]: entry["sha256"] for entry in manifest["dateien"]}
check(set(names) == set(listed) | {"manifest.json", "manifest.jws"}, "files are missing or were added")
for name, digest in listed.items():
    check(sha256(archive.read(name)) == digest, f"{name} was changed")

# 3. Every report, by the hash of its canonical text.
reports = json.loads(archive.read("berichtsheft.json"))["ausbildungsnachweise"]
check(len(reports) == len(manifest["nachweise"]), "reports are missing or were added")
for entry, report in zip(manifest["nachweise"], reports):
    check(sha256(canonical(report["inhalt"])) == entry["hash"], f"report {entry['fremdId']} was changed")

# 4. The events of the book: each hash covers the one before it.
before = bytes(32)
events = json.loads(archive.read("kette.json"))
for number, event in enumerate(events, start=1):
    before = hashlib.sha256(before + number.to_bytes(8, "big") + event["text"].encode()).digest()
    check(event["nr"] == number and event["hash"] == before.hex(), f"event {number} was changed")
check(manifest["kette"]["kopf"] == (before.hex() if events else None), "the chain of events was cut")

print(f"valid: {len(reports)} reports for chamber {manifest['knr']}, signed {manifest['erstelltAm']}")
