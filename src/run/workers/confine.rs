//! Takes from a process what reading and auditing do not need: files, network, other programs, core
//! dumps; and bounds its memory and computing time, for each of both. What the system cannot do is said, not hidden:
//! the run logs it once.

use crate::model::limits::{Limit, Limits};

/// Takes files and network from this thread and those it starts, for good. Gives what keeps it, in
/// words.
pub(super) fn give_up_files() -> String {
    os::give_up_files()
}

/// Refuses system calls that reading does not need, in all threads, new threads and processes among
/// them. Gives what keeps them, in words.
pub(super) fn refuse_calls() -> String {
    os::refuse_calls()
}

/// Whether these words say that files, network and other programs are out of reach.
pub(super) fn keeps(words: &str) -> bool {
    !["landlock: none", "system calls: none", "none: "]
        .iter()
        .any(|none| words.contains(none))
}

/// The bounds of memory and computing time while a file is read and its documents are audited. What
/// auditing takes is not taken from reading.
pub(super) struct Bounds<'l> {
    reading_bytes: u64,
    auditing_bytes: u64,
    limits: &'l Limits,
    /// Seconds of computing that reading took so far, up to `since`.
    read: u64,
    /// Seconds of computing of the process when it last began to read.
    since: u64,
}

impl<'l> Bounds<'l> {
    /// Bounds the reading of a file, from now on.
    pub(super) fn of_file(reading_bytes: u64, auditing_bytes: u64, limits: &'l Limits) -> Self {
        let bounds = Self {
            reading_bytes,
            auditing_bytes,
            limits,
            read: 0,
            since: os::computed(),
        };
        os::bound(reading_bytes, limits.get(Limit::Seconds));
        bounds
    }

    /// Bounds the audit of a document, from now on.
    pub(super) fn audits(&mut self) {
        let now = os::computed();
        self.read = self.read.saturating_add(now.saturating_sub(self.since));
        // What was read is still held, and is part of what auditing may take.
        os::bound(self.auditing_bytes, self.limits.get(Limit::AuditSeconds));
    }

    /// Bounds the reading of what is left of the file.
    pub(super) fn reads_on(&mut self) {
        self.since = os::computed();
        let left = self.limits.get(Limit::Seconds).saturating_sub(self.read);
        os::bound(self.reading_bytes, left);
    }
}

#[cfg(target_os = "linux")]
mod os {
    use landlock::{
        ABI, Access, AccessFs, AccessNet, CompatLevel, Compatible, Ruleset, RulesetAttr,
        RulesetStatus, Scope,
    };
    use rustix::process::{
        DumpableBehavior, Resource, Rlimit, Signal, getrlimit, set_dumpable_behavior,
        set_parent_process_death_signal, setrlimit,
    };
    use rustix::time::{ClockId, clock_gettime};

    /// Newest version of the kernel's interface that this was written for; older ones give less.
    const LANDLOCK: ABI = ABI::V6;

    pub(super) fn refuse_calls() -> String {
        match super::calls::refuse() {
            Ok(words) => format!("; system calls: {words}"),
            Err(reason) => format!("; system calls: none ({reason})"),
        }
    }

    pub(super) fn give_up_files() -> String {
        let mut kept: Vec<String> = Vec::new();
        let mut tell = |name: &str, result: Result<String, String>| {
            kept.push(match result {
                Ok(words) => format!("{name}: {words}"),
                Err(reason) => format!("{name}: none ({reason})"),
            });
        };
        let plain = |result: rustix::io::Result<()>| match result {
            Ok(()) => Ok("yes".to_owned()),
            Err(error) => Err(error.to_string()),
        };
        tell(
            "ends with the run",
            plain(set_parent_process_death_signal(Some(Signal::KILL))),
        );
        tell(
            "no core dump",
            plain(
                set_dumpable_behavior(DumpableBehavior::NotDumpable)
                    .and_then(|()| limit(Resource::Core, 0, 0)),
            ),
        );
        tell("no file grows", plain(limit(Resource::Fsize, 0, 0)));
        tell("landlock", landlock());
        kept.join("; ")
    }

    /// Seconds of computing of this process so far.
    pub(super) fn computed() -> u64 {
        let used = clock_gettime(ClockId::ProcessCPUTime).tv_sec;
        u64::try_from(used).unwrap_or(0)
    }

    /// Bounds memory, and computing to some seconds from now on.
    pub(super) fn bound(memory: u64, seconds: u64) {
        // Failing to set a bound leaves the one before; the run's own clock stands behind it.
        let _ = set_soft(Resource::Data, memory);
        let until = computed().saturating_add(seconds).saturating_add(1);
        let _ = set_soft(Resource::Cpu, until);
    }

    /// Sets what holds, within what the user may have at most.
    fn set_soft(resource: Resource, value: u64) -> rustix::io::Result<()> {
        let maximum = getrlimit(resource).maximum;
        let current = Some(maximum.map_or(value, |maximum| value.min(maximum)));
        setrlimit(resource, Rlimit { current, maximum })
    }

    fn limit(resource: Resource, current: u64, maximum: u64) -> rustix::io::Result<()> {
        setrlimit(
            resource,
            Rlimit {
                current: Some(current),
                maximum: Some(maximum),
            },
        )
    }

    /// Denies every access to files and to the network that this kernel can deny.
    fn landlock() -> Result<String, String> {
        let ruleset = Ruleset::default()
            .set_compatibility(CompatLevel::BestEffort)
            .handle_access(AccessFs::from_all(LANDLOCK))
            .and_then(|ruleset| ruleset.handle_access(AccessNet::from_all(LANDLOCK)))
            .and_then(|ruleset| ruleset.scope(Scope::from_all(LANDLOCK)))
            .and_then(Ruleset::create)
            .map_err(|error| error.to_string())?;
        let status = ruleset.restrict_self().map_err(|error| error.to_string())?;
        match status.ruleset {
            RulesetStatus::FullyEnforced => Ok("yes".to_owned()),
            RulesetStatus::PartiallyEnforced => Ok("in part".to_owned()),
            RulesetStatus::NotEnforced => Err("this kernel has none".to_owned()),
        }
    }
}

#[cfg(not(target_os = "linux"))]
mod os {
    pub(super) fn refuse_calls() -> String {
        String::new()
    }

    pub(super) fn give_up_files() -> String {
        "none: this system has no means that selaras knows".to_owned()
    }

    pub(super) fn computed() -> u64 {
        0
    }

    pub(super) fn bound(_memory: u64, _seconds: u64) {}
}

#[cfg(all(
    target_os = "linux",
    any(target_arch = "x86_64", target_arch = "aarch64")
))]
mod calls {
    use std::collections::BTreeMap;

    use seccompiler::{BpfProgram, SeccompAction, SeccompFilter, apply_filter_all_threads};

    /// System calls that working on bytes and writing to a pipe never needs: the network, other
    /// programs and processes, the kernel's own settings.
    const REFUSED: [i64; 32] = [
        libc::SYS_clone,
        libc::SYS_clone3,
        libc::SYS_rt_sigqueueinfo,
        libc::SYS_rt_tgsigqueueinfo,
        libc::SYS_pidfd_send_signal,
        libc::SYS_memfd_create,
        libc::SYS_shmget,
        libc::SYS_socket,
        libc::SYS_socketpair,
        libc::SYS_connect,
        libc::SYS_bind,
        libc::SYS_listen,
        libc::SYS_accept,
        libc::SYS_accept4,
        libc::SYS_execve,
        libc::SYS_execveat,
        libc::SYS_ptrace,
        libc::SYS_process_vm_readv,
        libc::SYS_process_vm_writev,
        libc::SYS_pidfd_open,
        libc::SYS_pidfd_getfd,
        libc::SYS_kill,
        libc::SYS_mount,
        libc::SYS_umount2,
        libc::SYS_unshare,
        libc::SYS_setns,
        libc::SYS_bpf,
        libc::SYS_io_uring_setup,
        libc::SYS_userfaultfd,
        libc::SYS_keyctl,
        libc::SYS_add_key,
        libc::SYS_truncate,
    ];

    /// Refuses them from now on, in every thread.
    pub(super) fn refuse() -> Result<String, String> {
        let rules: BTreeMap<i64, _> = REFUSED.map(|call| (call, Vec::new())).into();
        let denied = SeccompAction::Errno(u32::try_from(libc::EPERM).unwrap_or(1));
        let arch = std::env::consts::ARCH
            .try_into()
            .map_err(|error| format!("{error}"))?;
        let filter = SeccompFilter::new(rules, SeccompAction::Allow, denied, arch)
            .map_err(|error| error.to_string())?;
        let program: BpfProgram = filter
            .try_into()
            .map_err(|error: seccompiler::BackendError| error.to_string())?;
        apply_filter_all_threads(&program).map_err(|error| error.to_string())?;
        Ok("filtered".to_owned())
    }
}

#[cfg(all(
    target_os = "linux",
    not(any(target_arch = "x86_64", target_arch = "aarch64"))
))]
mod calls {
    pub(super) fn refuse() -> Result<String, String> {
        Err("no filter for this processor".to_owned())
    }
}
