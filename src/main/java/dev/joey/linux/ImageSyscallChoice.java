package dev.joey.linux;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;

/** Read by the builder of the native image only. */
@TargetClass(HostSyscalls.class)
final class ImageSyscallChoice {
    private ImageSyscallChoice() {}

    @Substitute
    public static Syscall current() {
        return new ImageSyscall();
    }
}
