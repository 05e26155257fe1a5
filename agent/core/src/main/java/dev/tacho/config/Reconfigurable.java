package dev.tacho.config;

/** Follows changes of the configuration while the application runs. */
public interface Reconfigurable {
  /**
   * Takes over what is in force from now on. Called by one thread of the agent at a time, while any
   * threads of the application record. What has been counted stays.
   */
  void configure(Config config);
}
