//! Comes in: the audit report and frames. Goes out: the bytes of every output. Never touches a disk.
