package dev.tacho.cli;

/** Arguments that a command does not take. The message says what was wrong and what is expected. */
public final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UsageException(String message) {
    super(message);
  }
}
