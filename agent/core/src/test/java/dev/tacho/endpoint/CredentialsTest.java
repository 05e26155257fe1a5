package dev.tacho.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tacho.config.ConfigParser;
import dev.tacho.metrics.AgentHealth;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.CharBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {
  private static final String TOKEN = "0123456789abcdef";
  private static String hashOfSecret;

  @TempDir private Path folder;

  @BeforeAll
  static void hash() throws Exception {
    hashOfSecret =
        PasswordHash.of("s3cret: \u00fc".toCharArray(), PasswordHash.MIN_ITERATIONS).toString();
  }

  @Test
  void nothingIsAskedForWhereNothingIsConfigured() {
    assertThat(gate("", Map.of())).isSameAs(Gate.OPEN);
    assertThat(Gate.OPEN.asksForCredentials()).isFalse();
    assertThat(Gate.OPEN.refusal(null, address(1))).isNull();
  }

  @Test
  void hashHasItsSaltAndManyIterations() throws Exception {
    String line = PasswordHash.of("s3cret: \u00fc".toCharArray()).toString();
    assertThat(line).matches("pbkdf2-sha256:600000:[A-Za-z0-9+/]{22}:[A-Za-z0-9+/]{43}");
    PasswordHash hash = PasswordHash.parse(line + "\n");
    assertThat(hash).hasToString(line);
    assertThat(hash.matches(CharBuffer.wrap("s3cret: \u00fc"))).isTrue();
    assertThat(hash.matches(CharBuffer.wrap("s3cret: u"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "s3cret",
        "pbkdf2-sha256:600000:AAAAAAAAAAAAAAAAAAAAAA",
        "pbkdf2-sha256:1000:AAAAAAAAAAAAAAAAAAAAAA:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "pbkdf2-sha256:9999999:AAAAAAAAAAAAAAAAAAAAAA:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "pbkdf2-sha512:600000:AAAAAAAAAAAAAAAAAAAAAA:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "pbkdf2-sha256:600000:AAAA:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "pbkdf2-sha256:600000:AAAAAAAAAAAAAAAAAAAAAA:AAAA",
        "pbkdf2-sha256:600000:AAAAAAAAAAAAAAAAAAAAAA:*AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
      })
  void whatIsNoStrongHashIsNone(String line) {
    assertThat(PasswordHash.parse(line)).isNull();
  }

  @Test
  void userAndPasswordLetIn() throws IOException {
    Path file = Files.writeString(folder.resolve("hash"), hashOfSecret + "\n");
    Gate gate = gate("auth-user=ops,auth-password-file=" + file, Map.of());
    assertThat(gate.asksForCredentials()).isTrue();
    assertThat(gate.refusal(basic("ops:s3cret: \u00fc"), address(1))).isNull();
    assertThat(gate.refusal(basic("ops:s3cret: \u00fc").replace("Basic", "basic"), address(1)))
        .isNull();
    assertRefused(gate, basic("ops:s3cret"), 2);
  }

  @Test
  void wrongUserIsRefusedLikeAWrongPassword() {
    assertRefused(gateByVariable(), basic("nobody:s3cret: \u00fc"), 1);
    assertRefused(gateByVariable(), basic("prometheus"), 1);
    assertRefused(gateByVariable(), basic(""), 1);
    assertRefused(gateByVariable(), "Basic *", 1);
  }

  @Test
  void whoHasNoneIsToldWhatIsAskedForAndTriesNothing() throws IOException {
    Path token = Files.writeString(folder.resolve("token"), TOKEN);
    Gate gate =
        gate("bearer-token-file=" + token, Map.of("TACHO_AUTH_PASSWORD_HASH", hashOfSecret));
    for (String none : new String[] {null, "", "Basic", "Digest x", "Bearer"}) {
      assertThat(text(gate.refusal(none, address(1))))
          .startsWith("HTTP/1.1 401 Unauthorized\r\n")
          .contains("\r\nWWW-Authenticate: Basic realm=\"tacho\", charset=\"UTF-8\"\r\n")
          .contains("\r\nWWW-Authenticate: Bearer realm=\"tacho\"\r\n")
          .endsWith("\r\n\r\nCredentials are needed.\n");
    }
    assertThat(gate.refusal(basic("prometheus:s3cret: \u00fc"), address(1))).isNull();
    assertThat(gate.refusal("Bearer " + TOKEN, address(1))).isNull();
  }

  @Test
  void tokenLetsInAndNothingElseDoes() throws IOException {
    Path file = Files.writeString(folder.resolve("token"), TOKEN + "\n");
    Gate gate = gate("bearer-token-file=" + file, Map.of());
    assertThat(gate.refusal("Bearer " + TOKEN, address(1))).isNull();
    assertThat(gate.refusal("bearer  " + TOKEN, address(1))).isNull();
    for (String wrong : List.of(TOKEN + "0", TOKEN.substring(1), "", "*")) {
      assertRefused(gate, "Bearer " + wrong, 1);
    }
    assertRefused(gate, basic("prometheus:" + TOKEN), 1);
  }

  @Test
  void nobodyIsLetInWhereTheSecretCannotBeRead() throws IOException {
    Path tooShort = Files.writeString(folder.resolve("short"), "abc");
    for (String arguments :
        List.of(
            "auth-user=ops",
            "auth-password-file=" + folder.resolve("none"),
            "auth-password-file=" + tooShort,
            "bearer-token-file=" + folder.resolve("none"),
            "bearer-token-file=" + tooShort)) {
      Gate gate = gate(arguments, Map.of());
      assertThat(gate.asksForCredentials()).isTrue();
      for (String given : List.of("", "Bearer ", "Bearer abc", "Basic ", basic("ops:"))) {
        assertRefused(gate, given, 1);
      }
    }
    assertRefused(gate("", Map.of("TACHO_AUTH_PASSWORD_HASH", "s3cret")), basic("prometheus:"), 1);
  }

  @Test
  void whoTriesAgainAtOnceIsNotCheckedAndWhoIsKnownIsNotDisturbed() {
    Gate gate = gateByVariable();
    String right = basic("prometheus:s3cret: \u00fc");
    assertThat(gate.refusal(right, address(1))).isNull();
    assertRefused(gate, basic("prometheus:guess"), 2);
    for (int i = 0; i < 1000; i++) {
      assertThat(gate.refusal(basic("prometheus:" + i), address(2)).status()).isEqualTo(429);
      assertThat(gate.refusal(right, address(2))).isNull();
    }
    assertThat(text(gate.refusal(basic("prometheus:guess"), address(3))))
        .startsWith("HTTP/1.1 429 Too Many Requests\r\n")
        .contains("\r\nRetry-After: 5\r\n");
  }

  @Test
  void limitLeavesTimeToOthersAndToTheService() {
    AttemptLimit limit = new AttemptLimit();
    long took = TimeUnit.MILLISECONDS.toNanos(100);
    long start = Long.MAX_VALUE - 1; // the clock may begin anywhere, and overflow
    assertThat(limit.admits(address(1), start)).isTrue();
    assertThat(limit.admits(address(2), start)).as("one at a time").isFalse();
    long end = start + took;
    limit.ended(address(1), false, took, end);
    assertThat(limit.admits(address(2), end + 20 * took - 1)).isFalse();
    assertThat(limit.admits(address(2), end + 20 * took)).isTrue();
    limit.ended(address(2), true, took, end + 21 * took);
    assertThat(limit.admits(address(3), end + 21 * took)).as("after a right one").isTrue();
    limit.ended(address(3), true, took, end + 22 * took);
    assertThat(limit.admits(address(1), end + AttemptLimit.ADDRESS_PAUSE_NANOS - 1)).isFalse();
    assertThat(limit.admits(address(1), end + AttemptLimit.ADDRESS_PAUSE_NANOS)).isTrue();
  }

  private static Gate gateByVariable() {
    return gate("", Map.of("TACHO_AUTH_PASSWORD_HASH", hashOfSecret));
  }

  private static Gate gate(String arguments, Map<String, String> environment) {
    List<String> problems = new ArrayList<>();
    Gate gate =
        Credentials.of(
            ConfigParser.parse(arguments, new Properties(), environment, problems),
            new AgentHealth(List.of()));
    assertThat(problems).isEmpty();
    return gate;
  }

  private static void assertRefused(Gate gate, String authorization, int peer) {
    assertThat(gate.refusal(authorization, address(peer)).status()).isEqualTo(401);
  }

  private static String basic(String pair) {
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
  }

  private static String text(Response response) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      response.writeTo(out, true, false);
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
    return out.toString(UTF_8);
  }

  private static InetAddress address(int last) {
    try {
      return InetAddress.getByAddress(new byte[] {10, 0, 0, (byte) last});
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
