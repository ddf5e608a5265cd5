package dev.workerlet.servlet.config;

/** A mistake in the configuration: the message says what is wrong, where it stands and what to write instead. */
public final class ConfigurationException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public ConfigurationException(String message) {
        super(message);
    }

    public ConfigurationException(String message, Throwable cause) {
        super(message, cause);
    }
}
