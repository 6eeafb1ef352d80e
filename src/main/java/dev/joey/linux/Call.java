package dev.joey.linux;

/**
 * The system calls Joey makes, with their numbers. Sources: arch/x86/entry/syscalls/syscall_64.tbl
 * and include/uapi/asm-generic/unistd.h of the kernel.
 */
enum Call {
    READ(0, 63),
    WRITE(1, 64),
    CLOSE(3, 57),
    LSEEK(8, 62),
    IOCTL(16, 29),
    PWRITE64(18, 68),
    GETPID(39, 172),
    KILL(62, 129),
    SOCKET(41, 198),
    CONNECT(42, 203),
    SENDTO(44, 206),
    RECVFROM(45, 207),
    FCNTL(72, 25),
    FTRUNCATE(77, 46),
    CHDIR(80, 49),
    FCHMOD(91, 52),
    FCHOWN(93, 55),
    FSTATFS(138, 44),
    MOUNT(165, 40),
    UMOUNT2(166, 39),
    LSETXATTR(189, 6),
    LGETXATTR(192, 9),
    LLISTXATTR(195, 12),
    LREMOVEXATTR(198, 15),
    GETDENTS64(217, 61),
    EPOLL_CTL(233, 21),
    OPENAT(257, 56),
    MKDIRAT(258, 34),
    MKNODAT(259, 33),
    FCHOWNAT(260, 54),
    UNLINKAT(263, 35),
    LINKAT(265, 37),
    SYMLINKAT(266, 36),
    READLINKAT(267, 78),
    FCHMODAT(268, 53),
    UNSHARE(272, 97),
    TEE(276, 77),
    UTIMENSAT(280, 88),
    EPOLL_PWAIT(281, 22),
    EVENTFD2(290, 19),
    EPOLL_CREATE1(291, 20),
    PIPE2(293, 59),
    SYNCFS(306, 267),
    SETNS(308, 268),
    COPY_FILE_RANGE(326, 285),
    STATX(332, 291),
    OPENAT2(437, 437),
    QUOTACTL_FD(443, 443);

    private final int x8664;
    private final int aarch64;

    Call(int x8664, int aarch64) {
        this.x8664 = x8664;
        this.aarch64 = aarch64;
    }

    /** The number on the machine that runs this. */
    long number() {
        return number(Machine.current());
    }

    long number(Machine machine) {
        return switch (machine) {
            case X86_64 -> x8664;
            case AARCH64 -> aarch64;
        };
    }
}
