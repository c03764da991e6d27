"""The format of a protocol file: the tree of its YAML, its shape, reading, writing, its schema.

`trialogue.exchange.protocol_file` puts these together with the lints; start there.
"""
