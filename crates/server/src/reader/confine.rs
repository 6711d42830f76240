//! What the process that reads a file may do: take so much memory and time, and read and write what
//! is open already. It opens no file and no connection and starts no program, and it ends with its
//! parent. Linux enforces all of it; elsewhere only the parent's patience bounds it.

/// True where the bounds are enforced.
pub(crate) fn is_confined() -> bool {
    cfg!(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64")))
}

/// Takes away from this process what reading needs not. There is no way back.
#[cfg(not(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64"))))]
pub(super) fn confine(_parent: i32) -> Result<(), String> {
    Ok(())
}

/// Takes away from this process what reading needs not. There is no way back.
#[cfg(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64")))]
pub(super) fn confine(parent: i32) -> Result<(), String> {
    linux::limit(parent, super::CPU_SECONDS_MAX).map_err(|error| error.to_string())?;
    linux::filter().map_err(|error| error.to_string())
}

/// Takes away from this process what a program that recognises text needs not, before it becomes
/// that program. Nothing is recognised where that cannot be done.
#[cfg(not(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64"))))]
pub(super) fn confine_program(_parent: i32) -> Result<(), String> {
    Err("this system does not bound it".to_owned())
}

/// Takes away from this process what a program that recognises text needs not, before it becomes
/// that program.
#[cfg(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64")))]
pub(super) fn confine_program(parent: i32) -> Result<(), String> {
    linux::limit(parent, super::eyes::CPU_SECONDS_MAX).map_err(|error| error.to_string())?;
    linux::without_network().map_err(|error| error.to_string())
}

#[cfg(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64")))]
mod linux {
    use std::collections::BTreeMap;

    use rustix::process::{
        Pid, Resource, Rlimit, Signal, getpid, getppid, getrlimit, set_parent_process_death_signal,
        setrlimit,
    };
    use seccompiler::{
        BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter,
        SeccompRule, TargetArch,
    };

    use crate::reader::MEMORY_BYTES_MAX;

    /// What the program itself maps, beside what the file takes.
    const OWN_BYTES: u64 = 512 * 1024 * 1024;

    pub(super) fn limit(parent: i32, cpu_seconds_max: u64) -> rustix::io::Result<()> {
        set_parent_process_death_signal(Some(Signal::KILL))?;
        // The parent may have ended before that was asked for.
        if getppid() != Pid::from_raw(parent) {
            return Err(rustix::io::Errno::SRCH);
        }
        // Where memory runs out, this process goes first; some systems do not let it say so.
        let _ = std::fs::write("/proc/self/oom_score_adj", "1000");
        let limit = |resource, most: u64| {
            let most = getrlimit(resource).maximum.map_or(most, |present| present.min(most));
            setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) })
        };
        limit(Resource::As, MEMORY_BYTES_MAX + OWN_BYTES)?;
        limit(Resource::Cpu, cpu_seconds_max)?;
        limit(Resource::Fsize, 0)?;
        limit(Resource::Core, 0)?;
        limit(Resource::Nproc, 0)
    }

    /// The calls of a program that computes. Every other one fails as not permitted.
    const ALLOWED: &[i64] = &[
        libc::SYS_read,
        libc::SYS_readv,
        libc::SYS_write,
        libc::SYS_writev,
        libc::SYS_close,
        libc::SYS_fstat,
        libc::SYS_mmap,
        libc::SYS_munmap,
        libc::SYS_mremap,
        libc::SYS_mprotect,
        libc::SYS_madvise,
        libc::SYS_brk,
        libc::SYS_futex,
        libc::SYS_sched_yield,
        libc::SYS_clock_gettime,
        libc::SYS_clock_nanosleep,
        libc::SYS_getrandom,
        libc::SYS_rt_sigaction,
        libc::SYS_rt_sigprocmask,
        libc::SYS_rt_sigreturn,
        libc::SYS_sigaltstack,
        libc::SYS_gettid,
        libc::SYS_getpid,
        libc::SYS_restart_syscall,
        libc::SYS_exit,
        libc::SYS_exit_group,
    ];

    pub(super) fn filter() -> Result<(), seccompiler::Error> {
        let mut rules: BTreeMap<i64, Vec<_>> = ALLOWED.iter().map(|call| (*call, vec![])).collect();
        // It may end itself, as a program does that has no memory left, and nobody else.
        let own = u64::from(getpid().as_raw_nonzero().get().unsigned_abs());
        let itself = SeccompCondition::new(0, SeccompCmpArgLen::Dword, SeccompCmpOp::Eq, own)?;
        rules.insert(libc::SYS_tgkill, vec![SeccompRule::new(vec![itself])?]);
        apply(rules, refused(), SeccompAction::Allow)
    }

    /// The calls that lead out of a process, or into another.
    const FORBIDDEN: &[i64] = &[
        libc::SYS_socket,
        libc::SYS_socketpair,
        libc::SYS_io_uring_setup,
        libc::SYS_ptrace,
        libc::SYS_process_vm_writev,
        libc::SYS_kill,
    ];

    /// For a program of others, which opens its own files: only the network is taken from it.
    pub(super) fn without_network() -> Result<(), seccompiler::Error> {
        let rules = FORBIDDEN.iter().map(|call| (*call, vec![])).collect();
        apply(rules, SeccompAction::Allow, refused())
    }

    fn refused() -> SeccompAction {
        SeccompAction::Errno(libc::EPERM.unsigned_abs())
    }

    /// What becomes of the calls that the rules do not name, and of those that they do.
    fn apply(
        rules: BTreeMap<i64, Vec<SeccompRule>>,
        others: SeccompAction,
        these: SeccompAction,
    ) -> Result<(), seccompiler::Error> {
        let machine = TargetArch::try_from(std::env::consts::ARCH)?;
        let program: BpfProgram = SeccompFilter::new(rules, others, these, machine)?.try_into()?;
        seccompiler::apply_filter(&program)
    }

    #[cfg(test)]
    mod tests {
        use std::fs::File;
        use std::io::ErrorKind::PermissionDenied;
        use std::net::{TcpStream, UdpSocket};
        use std::process::Command;

        /// The filter binds the thread that asks for it, so a test has one to lose.
        #[test]
        fn it_opens_nothing_and_starts_nothing() {
            let here = tempfile::NamedTempFile::new().unwrap();
            let path = here.path().to_owned();
            let tried = std::thread::spawn(move || {
                super::filter().unwrap();
                [
                    File::open(&path).map(drop),
                    File::create(path.with_extension("new")).map(drop),
                    std::fs::remove_file(&path),
                    TcpStream::connect(("127.0.0.1", 1)).map(drop),
                    UdpSocket::bind(("127.0.0.1", 0)).map(drop),
                    Command::new("true").spawn().map(drop),
                ]
                .map(|tried| tried.map_err(|error| error.kind()))
            });
            assert_eq!(tried.join().unwrap(), [Err(PermissionDenied); 6]);
            assert!(here.path().exists());
        }

        #[test]
        fn a_program_of_others_has_its_files_and_no_network() {
            let here = tempfile::NamedTempFile::new().unwrap();
            let path = here.path().to_owned();
            let tried = std::thread::spawn(move || {
                super::without_network().unwrap();
                let connected = TcpStream::connect(("127.0.0.1", 1)).map(drop);
                (File::open(&path).is_ok(), connected.map_err(|error| error.kind()))
            });
            assert_eq!(tried.join().unwrap(), (true, Err(PermissionDenied)));
        }
    }
}
