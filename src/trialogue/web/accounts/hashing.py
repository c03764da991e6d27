"""How passwords are kept: Argon2id, 19 MiB, two passes.

Source: OWASP, Password Storage Cheat Sheet (2024), "Argon2id": m = 19456 KiB, t = 2, p = 1.
"""

from __future__ import annotations

import argon2
from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2id(Argon2PasswordHasher):
    """Django's own, with the memory, passes and lanes named here."""

    memory_cost = 19_456
    time_cost = 2
    parallelism = 1

    def params(self) -> argon2.Parameters:
        """Give the parameters of a new hash."""
        base: argon2.Parameters = super().params()
        return argon2.Parameters(
            type=argon2.low_level.Type.ID,
            version=base.version,
            salt_len=base.salt_len,
            hash_len=base.hash_len,
            time_cost=self.time_cost,
            memory_cost=self.memory_cost,
            parallelism=self.parallelism,
        )
