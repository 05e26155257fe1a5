package dev.tacho.endpoint;

import java.nio.CharBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * What a password is checked against: {@code pbkdf2-sha256:ITERATIONS:SALT:HASH}, salt and hash in
 * Base64. Immutable. To check takes about a fifth of a second of processor time, for the agent as
 * for whoever tries passwords on a stolen hash.
 */
public final class PasswordHash {
  private static final String SCHEME = "pbkdf2-sha256";
  private static final String ALGORITHM = "PBKDF2WithHmacSHA256";

  /** What OWASP's cheat sheet on storing passwords asks of PBKDF2 with SHA-256. */
  private static final int ITERATIONS = 600_000;

  static final int MIN_ITERATIONS = 210_000;
  private static final int MAX_ITERATIONS = 5_000_000;
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;

  private final int iterations;
  private final byte[] salt;
  private final byte[] hash;

  private PasswordHash(int iterations, byte[] salt, byte[] hash) {
    this.iterations = iterations;
    this.salt = salt;
    this.hash = hash;
  }

  /** A hash with a new salt. Leaves the password as it is. */
  public static PasswordHash of(char[] password) throws GeneralSecurityException {
    return of(password, ITERATIONS);
  }

  static PasswordHash of(char[] password, int iterations) throws GeneralSecurityException {
    byte[] salt = new byte[SALT_BYTES];
    new SecureRandom().nextBytes(salt);
    return new PasswordHash(iterations, salt, derive(password, salt, iterations));
  }

  /** Reads what {@link #toString} wrote. Returns null if {@code text} is no such line. */
  public static PasswordHash parse(String text) {
    String[] parts = text.trim().split(":", -1);
    if (parts.length != 4 || !parts[0].equals(SCHEME) || !parts[1].matches("[0-9]{6,7}")) {
      return null;
    }
    int iterations = Integer.parseInt(parts[1]);
    byte[] salt = decoded(parts[2]);
    byte[] hash = decoded(parts[3]);
    boolean strong =
        iterations >= MIN_ITERATIONS
            && iterations <= MAX_ITERATIONS
            && salt.length >= SALT_BYTES
            && hash.length == HASH_BYTES;
    return strong ? new PasswordHash(iterations, salt, hash) : null;
  }

  private static byte[] decoded(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException notBase64) {
      return new byte[0];
    }
  }

  /** Takes the same time whatever differs. */
  boolean matches(CharBuffer password) throws GeneralSecurityException {
    char[] characters = new char[password.remaining()];
    password.duplicate().get(characters);
    byte[] derived = derive(characters, salt, iterations);
    Arrays.fill(characters, '\0');
    return MessageDigest.isEqual(derived, hash);
  }

  private static byte[] derive(char[] password, byte[] salt, int iterations)
      throws GeneralSecurityException {
    PBEKeySpec key = new PBEKeySpec(password, salt, iterations, HASH_BYTES * 8);
    try {
      return SecretKeyFactory.getInstance(ALGORITHM).generateSecret(key).getEncoded();
    } finally {
      key.clearPassword();
    }
  }

  /** The line for the file or the variable. */
  @Override
  public String toString() {
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return SCHEME
        + ':'
        + iterations
        + ':'
        + base64.encodeToString(salt)
        + ':'
        + base64.encodeToString(hash);
  }
}
