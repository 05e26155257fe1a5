package dev.tacho.agenttests.http;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What the application got: the same with the agent and without. */
public final class Answer {
  final int status;
  final String body;
  private final List<String> facts = new ArrayList<>();

  /**
   * Puts together what the client answered.
   *
   * @param body null if it has none
   */
  public Answer(int status, String body) {
    this.status = status;
    this.body = body;
  }

  /** Adds what else the application can see: headers, classes, which object is which. */
  public Answer fact(String what, Object value) {
    facts.add(what + ": " + value);
    return this;
  }

  List<String> facts() {
    return Collections.unmodifiableList(facts);
  }
}
