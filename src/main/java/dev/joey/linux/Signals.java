package dev.joey.linux;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/**
 * Signals to this process. Source: signal(7). By reflection, because javac warns of the JDK's
 * signal class without a way to say that it is meant; {@code jdk.unsupported} keeps the class for
 * this use (source: JEP 260).
 */
public final class Signals {
    private Signals() {}

    /**
     * Runs an action, in a thread of its own, each time the process gets a signal; the default
     * action of the signal no longer happens.
     *
     * @param name without SIG, as {@code HUP}
     */
    public static void on(String name, Runnable action) {
        InvocationHandler handler =
                (_, method, _) -> {
                    if (method.getName().equals("handle")) {
                        Thread.ofPlatform().name("signal-" + name).start(action);
                        return null;
                    }
                    return method.getName().equals("hashCode") ? 0 : null;
                };
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> signalHandler = Class.forName("sun.misc.SignalHandler");
            Object proxy =
                    Proxy.newProxyInstance(
                            signalHandler.getClassLoader(),
                            new Class<?>[] {signalHandler},
                            handler);
            signal.getMethod("handle", signal, signalHandler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
        } catch (ReflectiveOperationException failure) {
            throw new IllegalStateException("this JVM cannot handle SIG" + name, failure);
        }
    }
}
