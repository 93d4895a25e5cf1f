"""A device that makes and uses passkeys with real signatures, for tests without a browser."""

import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256

from allauth.mfa.webauthn.internal.auth import WebAuthn
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2.cose import ES256
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

SITE = "testserver"
MADE, USED = CollectedClientData.TYPE.CREATE, CollectedClientData.TYPE.GET
Flag = AuthenticatorData.FLAG


def _text(content):
    return urlsafe_b64encode(bytes(content)).rstrip(b"=").decode()


def _bytes(text):
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


class Device:
    """One key. `asks` is whether it asks its owner for a finger or a code."""

    def __init__(self, *, asks=True, site=SITE):
        self.key, self.id, self.site = ec.generate_private_key(ec.SECP256R1()), secrets.token_bytes(16), site
        self.flags = Flag.UP | (Flag.UV if asks else Flag(0))
        self.owner = None

    def make(self, asked):
        """What a browser sends when a passkey is made, for what the page asked."""
        self.owner = asked["publicKey"]["user"]["id"]
        known = AttestedCredentialData.create(Aaguid.NONE, self.id, ES256.from_cryptography_key(self.key.public_key()))
        data = AuthenticatorData.create(self._site(), self.flags | Flag.AT, 0, known)
        said = self._said(MADE, asked)
        return self._sent({"clientDataJSON": said, "attestationObject": AttestationObject.create("none", data, {})})

    def use(self, asked):
        """What a browser sends when the passkey is used."""
        data, said = AuthenticatorData.create(self._site(), self.flags, 1), self._said(USED, asked)
        signed = self.key.sign(bytes(data) + sha256(said).digest(), ec.ECDSA(SHA256()))
        owner = {"userHandle": _bytes(self.owner)} if self.owner else {}
        return self._sent({"clientDataJSON": said, "authenticatorData": data, "signature": signed, **owner})

    def _site(self):
        return sha256(self.site.encode()).digest()

    def _said(self, kind, asked):
        return CollectedClientData.create(kind, _bytes(asked["publicKey"]["challenge"]), f"http://{self.site}")

    def _sent(self, response):
        written = {name: _text(part) for name, part in response.items()}
        known = {"id": _text(self.id), "rawId": _text(self.id), "type": "public-key", "clientExtensionResults": {}}
        return json.dumps({**known, "response": written})


def passkey(who, name="mijn telefoon", device=None):
    """Lets somebody have a passkey that a device made."""
    asked = {"publicKey": {"challenge": _text(b"x" * 32), "user": {"id": _text(str(who.pk).encode())}}}
    return WebAuthn.add(who, name, json.loads((device or Device()).make(asked))).instance
