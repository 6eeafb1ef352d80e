package dev.joey.linux;

import dev.joey.error.EngineException;
import java.util.List;

/** The kernel's error numbers, the same on all of Joey's architectures. Source: errno(3). */
final class Errno {
    static final int EPERM = 1;
    static final int ENOENT = 2;
    static final int ESRCH = 3;
    static final int EINTR = 4;
    static final int EIO = 5;
    static final int ENXIO = 6;
    static final int EAGAIN = 11;
    static final int ENOMEM = 12;
    static final int EBUSY = 16;
    static final int EEXIST = 17;
    static final int ENOTDIR = 20;
    static final int EINVAL = 22;
    static final int ENFILE = 23;
    static final int EMFILE = 24;
    static final int ENOSPC = 28;
    static final int EPIPE = 32;
    static final int ELOOP = 40;
    static final int EACCES = 13;
    static final int EXDEV = 18;
    static final int EISDIR = 21;
    static final int ENOTTY = 25;
    static final int EROFS = 30;
    static final int ERANGE = 34;
    static final int ENOSYS = 38;
    static final int ENOTEMPTY = 39;
    static final int ENODATA = 61;
    static final int EOPNOTSUPP = 95;
    static final int EDQUOT = 122;

    private static final List<String> NAMES =
            List.of(
                    "",
                    "EPERM",
                    "ENOENT",
                    "ESRCH",
                    "EINTR",
                    "EIO",
                    "ENXIO",
                    "E2BIG",
                    "ENOEXEC",
                    "EBADF",
                    "ECHILD",
                    "EAGAIN",
                    "ENOMEM",
                    "EACCES",
                    "EFAULT",
                    "ENOTBLK",
                    "EBUSY",
                    "EEXIST",
                    "EXDEV",
                    "ENODEV",
                    "ENOTDIR",
                    "EISDIR",
                    "EINVAL",
                    "ENFILE",
                    "EMFILE",
                    "ENOTTY",
                    "ETXTBSY",
                    "EFBIG",
                    "ENOSPC",
                    "ESPIPE",
                    "EROFS",
                    "EMLINK",
                    "EPIPE",
                    "EDOM",
                    "ERANGE",
                    "EDEADLK",
                    "ENAMETOOLONG",
                    "ENOLCK",
                    "ENOSYS",
                    "ENOTEMPTY",
                    "ELOOP",
                    "",
                    "ENOMSG",
                    "EIDRM",
                    "ECHRNG",
                    "EL2NSYNC",
                    "EL3HLT",
                    "EL3RST",
                    "ELNRNG",
                    "EUNATCH",
                    "ENOCSI",
                    "EL2HLT",
                    "EBADE",
                    "EBADR",
                    "EXFULL",
                    "ENOANO",
                    "EBADRQC",
                    "EBADSLT",
                    "",
                    "EBFONT",
                    "ENOSTR",
                    "ENODATA",
                    "ETIME",
                    "ENOSR",
                    "ENONET",
                    "ENOPKG",
                    "EREMOTE",
                    "ENOLINK",
                    "EADV",
                    "ESRMNT",
                    "ECOMM",
                    "EPROTO",
                    "EMULTIHOP",
                    "EDOTDOT",
                    "EBADMSG",
                    "EOVERFLOW",
                    "ENOTUNIQ",
                    "EBADFD",
                    "EREMCHG",
                    "ELIBACC",
                    "ELIBBAD",
                    "ELIBSCN",
                    "ELIBMAX",
                    "ELIBEXEC",
                    "EILSEQ",
                    "ERESTART",
                    "ESTRPIPE",
                    "EUSERS",
                    "ENOTSOCK",
                    "EDESTADDRREQ",
                    "EMSGSIZE",
                    "EPROTOTYPE",
                    "ENOPROTOOPT",
                    "EPROTONOSUPPORT",
                    "ESOCKTNOSUPPORT",
                    "EOPNOTSUPP",
                    "EPFNOSUPPORT",
                    "EAFNOSUPPORT",
                    "EADDRINUSE",
                    "EADDRNOTAVAIL",
                    "ENETDOWN",
                    "ENETUNREACH",
                    "ENETRESET",
                    "ECONNABORTED",
                    "ECONNRESET",
                    "ENOBUFS",
                    "EISCONN",
                    "ENOTCONN",
                    "ESHUTDOWN",
                    "ETOOMANYREFS",
                    "ETIMEDOUT",
                    "ECONNREFUSED",
                    "EHOSTDOWN",
                    "EHOSTUNREACH",
                    "EALREADY",
                    "EINPROGRESS",
                    "ESTALE",
                    "EUCLEAN",
                    "ENOTNAM",
                    "ENAVAIL",
                    "EISNAM",
                    "EREMOTEIO",
                    "EDQUOT",
                    "ENOMEDIUM",
                    "EMEDIUMTYPE",
                    "ECANCELED",
                    "ENOKEY",
                    "EKEYEXPIRED",
                    "EKEYREVOKED",
                    "EKEYREJECTED",
                    "EOWNERDEAD",
                    "ENOTRECOVERABLE",
                    "ERFKILL",
                    "EHWPOISON");

    private Errno() {}

    /** The name, as {@code ENOENT}; a number without one is {@code errno N}. */
    static String name(int errno) {
        String name = errno > 0 && errno < NAMES.size() ? NAMES.get(errno) : "";
        return name.isEmpty() ? "errno " + errno : name;
    }

    /**
     * The failure to tell the caller of the engine. What may pass by itself (a full disk, no
     * memory, no free descriptors) is Unavailable, all else Internal: a missing file of the host is
     * no missing object of the engine.
     *
     * @param call the system call, as {@code mount}
     * @param object what it was about
     */
    static EngineException failure(String call, String object, int errno) {
        String message = call + " " + object + ": " + name(errno);
        return switch (errno) {
            case EAGAIN, ENOMEM, EBUSY, ENFILE, EMFILE, ENOSPC, EDQUOT, EIO ->
                    new EngineException.Unavailable(message, null);
            default -> new EngineException.Internal(message, null);
        };
    }
}
