package dev.joey.config;

/**
 * The command line or the configuration file asks for something that is no setting or no value. The
 * message is one line that names it, made to be shown as it is.
 */
public final class BadConfiguration extends Exception {
    private static final long serialVersionUID = 1L;

    public BadConfiguration(String message) {
        super(message.replaceAll("\\s*\\R\\s*", " ").strip());
    }
}
