package dev.tacho.endpoint;

import dev.tacho.config.Config;
import dev.tacho.log.AgentLog;
import dev.tacho.metrics.AgentHealth;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;

/**
 * The user and password, or the token, that a request must have; either is good. Where they are
 * configured and cannot be read, no request is let in. What is compared takes the same time
 * whatever differs. Any thread may call.
 *
 * <p>A password that was right is known again by a digest, so that a scrape each second costs
 * nothing.
 */
final class Credentials implements Gate {
  private static final String BASIC = "Basic ";
  private static final String BEARER = "Bearer ";
  private static final String HASH_EXPECTED =
      "expected one line pbkdf2-sha256:..., as java -jar tacho-agent.jar hash-password writes it";

  private final boolean basic;
  private final byte[] user;

  /** Null if there is no password to be had. */
  private final WatchedFile<PasswordHash> passwordFile;

  /** Null if not given as such. */
  private final PasswordHash givenHash;

  /** Digest of the token; null if there is to be none. */
  private final WatchedFile<byte[]> token;

  private final AgentHealth health;
  private final AttemptLimit attempts = new AttemptLimit();

  /** What was right last, and for which hash. Volatile: it is replaced as a whole. */
  private volatile Accepted accepted;

  private static final class Accepted {
    final PasswordHash hash;
    final byte[] digest;

    Accepted(PasswordHash hash, byte[] digest) {
      this.hash = hash;
      this.digest = digest;
    }
  }

  /** What the configuration asks for, which may be nothing. */
  static Gate of(Config config, AgentHealth health) {
    boolean basic =
        config.authPasswordFile() != null
            || config.authPasswordHash() != null
            || config.hasAuthUser();
    return basic || config.bearerTokenFile() != null
        ? new Credentials(config, basic, health)
        : OPEN;
  }

  private Credentials(Config config, boolean basic, AgentHealth health) {
    this.health = health;
    this.basic = basic;
    this.user = digest(config.authUser().getBytes(StandardCharsets.UTF_8));
    this.givenHash = givenHash(config.authPasswordHash());
    this.passwordFile =
        config.authPasswordFile() == null
            ? null
            : new WatchedFile<>("auth-password-file", new HashLine(), config.authPasswordFile());
    this.token =
        config.bearerTokenFile() == null
            ? null
            : new WatchedFile<>("bearer-token-file", new TokenLine(), config.bearerTokenFile());
    hash(); // and the token: now, so that the operator hears at once of what is wrong
    isToken("");
  }

  private static PasswordHash givenHash(String line) {
    PasswordHash hash = line == null ? null : PasswordHash.parse(line);
    if (line != null && hash == null) {
      AgentLog.line("auth-password-hash: " + HASH_EXPECTED + ". Nobody is let in by a password.");
    }
    return hash;
  }

  @Override
  public boolean asksForCredentials() {
    return true;
  }

  @Override
  public Response refusal(String authorization, InetAddress peer) {
    if (authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return isToken(authorization.substring(BEARER.length()).trim()) ? null : unauthorized();
    }
    if (authorization != null && authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
      return refusalOfBasic(authorization.substring(BASIC.length()).trim(), peer);
    }
    return unauthorized();
  }

  private boolean isToken(String given) {
    byte[] expected = token == null ? null : token.get();
    return expected != null
        && MessageDigest.isEqual(expected, digest(given.getBytes(StandardCharsets.ISO_8859_1)));
  }

  private Response refusalOfBasic(String base64, InetAddress peer) {
    PasswordHash hash = hash();
    if (hash == null) {
      return unauthorized();
    }
    byte[] digest = digest(base64.getBytes(StandardCharsets.ISO_8859_1));
    Accepted last = accepted;
    if (last != null && last.hash == hash && MessageDigest.isEqual(last.digest, digest)) {
      return null;
    }
    if (!attempts.admits(peer, System.nanoTime())) {
      return Response.text(429, "Too many attempts. Try again in some seconds.\n")
          .with("Retry-After", "5");
    }
    boolean right = isRight(hash, base64, peer);
    if (right) {
      accepted = new Accepted(hash, digest);
    }
    return right ? null : unauthorized();
  }

  private boolean isRight(PasswordHash hash, String base64, InetAddress peer) {
    long startNanos = System.nanoTime();
    boolean right = false;
    try {
      right = isRight(hash, base64);
    } catch (GeneralSecurityException unavailable) {
      health.failed(AgentHealth.CORE, "while checking a password", unavailable);
    } finally {
      long nowNanos = System.nanoTime();
      attempts.ended(peer, right, nowNanos - startNanos, nowNanos);
    }
    return right;
  }

  private boolean isRight(PasswordHash hash, String base64) throws GeneralSecurityException {
    String pair;
    try {
      pair = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
    int colon = Math.max(pair.indexOf(':'), 0);
    byte[] givenUser = digest(pair.substring(0, colon).getBytes(StandardCharsets.UTF_8));
    CharBuffer password = CharBuffer.wrap(pair, Math.min(colon + 1, pair.length()), pair.length());
    boolean rightPassword = hash.matches(password); // first: the time must not tell a right user
    return rightPassword && MessageDigest.isEqual(user, givenUser);
  }

  private PasswordHash hash() {
    return passwordFile == null ? givenHash : passwordFile.get();
  }

  private Response unauthorized() {
    Response response = Response.text(401, "Credentials are needed.\n");
    if (basic) {
      response.with("WWW-Authenticate", "Basic realm=\"tacho\", charset=\"UTF-8\"");
    }
    if (token != null) {
      response.with("WWW-Authenticate", "Bearer realm=\"tacho\"");
    }
    return response;
  }

  private static byte[] digest(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible); // each JVM has it
    }
  }

  private static final class HashLine implements WatchedFile.Reader<PasswordHash> {
    @Override
    public PasswordHash read(byte[][] contents) throws IOException {
      PasswordHash hash = PasswordHash.parse(new String(contents[0], StandardCharsets.US_ASCII));
      if (hash == null) {
        throw new IOException(HASH_EXPECTED);
      }
      return hash;
    }
  }

  private static final class TokenLine implements WatchedFile.Reader<byte[]> {
    private static final int MIN_CHARACTERS = 16;

    @Override
    public byte[] read(byte[][] contents) throws IOException {
      String token = new String(contents[0], StandardCharsets.ISO_8859_1).trim();
      if (token.length() < MIN_CHARACTERS || !token.matches("[!-~]+")) {
        throw new IOException("expected one token of at least 16 visible ASCII characters");
      }
      return digest(token.getBytes(StandardCharsets.ISO_8859_1));
    }
  }
}
