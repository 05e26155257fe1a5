package dev.tacho.cli.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Random;

/**
 * The requests of a plan in the order in which they are due. A plan and a seed give one sequence,
 * on every JVM: {@link Random} is specified to the bit. For one thread.
 */
final class RequestSequence {
  private static final int DIGEST_CHARS = 16;

  private final List<Endpoint> endpoints;
  private final double[] weightsUpTo;
  private final Random random;
  private final MessageDigest digest;
  private long drawn;

  RequestSequence(Plan plan, long seed) {
    this.endpoints = plan.endpoints;
    this.weightsUpTo = new double[endpoints.size()];
    double sum = 0;
    for (int i = 0; i < weightsUpTo.length; i++) {
      sum += endpoints.get(i).weight;
      weightsUpTo[i] = sum;
    }
    this.random = new Random(seed);
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible); // every JVM has it
    }
  }

  PlannedRequest next() {
    PlannedRequest request = choose().draw(random);
    digest.update((request.endpoint.method + ' ' + request.path + '\n').getBytes(UTF_8));
    if (request.body != null) {
      digest.update(request.body.getBytes(UTF_8));
    }
    drawn++;
    return request;
  }

  private Endpoint choose() {
    double choice = random.nextDouble() * weightsUpTo[weightsUpTo.length - 1];
    int chosen = 0;
    while (choice >= weightsUpTo[chosen]) {
      chosen++;
    }
    return endpoints.get(chosen);
  }

  long drawn() {
    return drawn;
  }

  /**
   * Ends the sequence and identifies it: methods, paths and bodies are in it, headers are not,
   * since those have secrets that change.
   */
  String digest() {
    StringBuilder hex = new StringBuilder();
    for (byte b : digest.digest()) {
      hex.append(String.format("%02x", b));
    }
    return hex.substring(0, DIGEST_CHARS);
  }
}
