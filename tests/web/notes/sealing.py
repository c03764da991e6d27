"""The sealing of notes, written a second time from its description, with `cryptography`.

It shares no line with `sealing.js`; the tests hold the two against each other.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

ROUNDS = 600_000


def b64(given: bytes) -> str:
    """Write bytes as base64url without padding."""
    return base64.urlsafe_b64encode(given).decode().rstrip("=")


def unb64(text: str) -> bytes:
    """Read base64url without padding."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass(frozen=True)
class Shared:
    """A share as its maker knows it; fixed values make a known answer."""

    owner: bytes = bytes(range(32))
    secret: bytes = bytes(range(100, 116))
    salt: bytes = bytes(range(200, 216))
    nonce: bytes = bytes(range(50, 62))
    passcode: str = "k7mf2xqp9rtd"
    trial: str = "NCT06836505"
    rounds: int = ROUNDS

    @property
    def link(self) -> str:
        """Name the share."""
        digest = hashlib.sha256(b"trialogue notes v1 link\n" + self.owner).digest()
        return b64(digest[:16])

    @property
    def fragment(self) -> str:
        """Write the fragment of the link that is given away."""
        return "1" + b64(unb64(self.link) + self.secret + self.salt)

    def keys(self) -> tuple[bytes, bytes]:
        """Derive key and proof."""
        stretch = PBKDF2HMAC(algorithm=SHA256(), length=32, salt=self.salt, iterations=self.rounds)
        both = stretch.derive(self.passcode.encode()) + self.secret

        def derived(purpose: str) -> bytes:
            info = f"trialogue notes v1 {purpose}".encode()
            return HKDF(algorithm=SHA256(), length=32, salt=self.salt, info=info).derive(both)

        return derived("encryption"), derived("access proof")

    def bound(self) -> bytes:
        """Write the associated data."""
        return f"trialogue notes v1\n{self.trial}\n{self.link}\n600000".encode()

    def seal(self, text: str) -> dict[str, object]:
        """Seal a text as a browser does; gives the body that stores it."""
        key, proof = self.keys()
        plain = text.encode()
        plain += b" " * (1024 - len(plain) % 1024)
        return {
            "version": 1,
            "rounds": 600_000,
            "salt": b64(self.salt),
            "nonce": b64(self.nonce),
            "sealed": b64(AESGCM(key).encrypt(self.nonce, plain, self.bound())),
            "proof_hash": b64(hashlib.sha256(proof).digest()),
            "owner": b64(self.owner),
            "days": 7,
        }

    def asking(self) -> dict[str, object]:
        """Write the body that opens it."""
        return {"link": self.link, "proof": b64(self.keys()[1])}

    def open(self, answer: dict[str, str]) -> str:
        """Open what the server gave out."""
        key, _ = self.keys()
        sealed = AESGCM(key).decrypt(unb64(answer["nonce"]), unb64(answer["sealed"]), self.bound())
        return sealed.decode().rstrip(" ")
