package dev.tacho.agenttests.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.FutureTask;

/**
 * What only {@code HttpURLConnection} can be used for, a line of input each. Its arguments are the
 * base URLs of the targets.
 */
public final class UrlConnectionApp {
  private static final byte[] BODY = "a body".getBytes(StandardCharsets.US_ASCII);

  private final String[] baseUrls;

  private UrlConnectionApp(String[] baseUrls) {
    this.baseUrls = baseUrls;
  }

  public static void main(String[] arguments) throws Exception {
    UrlConnectionApp app = new UrlConnectionApp(arguments);
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      app.run(line);
      System.out.println("through with " + line);
    }
  }

  private void run(String what) throws Exception {
    switch (what) {
      case "only connects":
        open(Target.PLAIN, "/status/200").connect();
        open(Target.TLS, "/status/200").connect();
        return;
      case "reads twice":
        HttpURLConnection read = open(Target.PLAIN, "/status/200");
        read.connect();
        System.out.println(read.getContentLength() + " " + read.getHeaderFieldKey(1));
        InputStream first = read.getInputStream();
        System.out.println(read.getInputStream() == first);
        return;
      case "asks a refused connection again":
        HttpURLConnection refused = open(Target.REFUSING, "/refused");
        fails(refused::connect);
        fails(refused::getResponseCode);
        fails(refused::getInputStream);
        return;
      case "asks a refused output again":
        HttpURLConnection output = open(Target.REFUSING, "/refused");
        output.setDoOutput(true);
        fails(output::getOutputStream);
        fails(output::getResponseCode);
        return;
      case "makes mistakes":
        fails(open(Target.PLAIN, "/status/200")::getOutputStream);
        HttpURLConnection blind = open(Target.PLAIN, "/status/200");
        blind.setDoInput(false);
        fails(blind::getInputStream);
        return;
      case "expects to go on":
        System.out.println(expecting("/echo").getResponseCode());
        return;
      case "expects to go on and may not":
        HttpURLConnection rejected = posting(Target.PLAIN, "/status/417");
        rejected.setRequestProperty("Expect", "100-Continue");
        rejected.setFixedLengthStreamingMode(BODY.length);
        fails(rejected::getOutputStream);
        System.out.println(rejected.getResponseCode());
        return;
      case "streams without credentials":
        HttpURLConnection streamed = posting(Target.PLAIN, "/status/401");
        streamed.setFixedLengthStreamingMode(BODY.length);
        write(streamed);
        fails(streamed::getInputStream);
        return;
      case "follows no redirect":
        HttpURLConnection redirected = open(Target.PLAIN, "/redirect/same");
        redirected.setInstanceFollowRedirects(false);
        System.out.println(redirected.getResponseCode());
        return;
      case "makes two at a time":
        HttpURLConnection one = write(posting(Target.PLAIN, "/echo"));
        HttpURLConnection other = write(posting(Target.PLAIN, "/echo"));
        System.out.println(one.getResponseCode() + " " + other.getResponseCode());
        return;
      case "reads on another thread":
        HttpURLConnection written = write(posting(Target.PLAIN, "/echo"));
        FutureTask<Integer> reading = new FutureTask<>(written::getResponseCode);
        new Thread(reading).start();
        System.out.println(reading.get());
        return;
      default:
        throw new IllegalArgumentException(what);
    }
  }

  private HttpURLConnection expecting(String path) throws IOException {
    HttpURLConnection connection = posting(Target.PLAIN, path);
    connection.setRequestProperty("Expect", "100-Continue");
    connection.setFixedLengthStreamingMode(BODY.length);
    return write(connection);
  }

  private HttpURLConnection open(Target target, String path) throws IOException {
    return (HttpURLConnection) new URL(baseUrls[target.ordinal()] + path).openConnection();
  }

  private HttpURLConnection posting(Target target, String path) throws IOException {
    HttpURLConnection connection = open(target, path);
    connection.setDoOutput(true);
    return connection;
  }

  private static HttpURLConnection write(HttpURLConnection connection) throws IOException {
    try (OutputStream out = connection.getOutputStream()) {
      out.write(BODY);
    }
    return connection;
  }

  private interface Call {
    void run() throws IOException;
  }

  private static void fails(Call call) {
    try {
      call.run();
      System.out.println("succeeds");
    } catch (IOException e) {
      System.out.println(e.getClass().getName());
    }
  }
}
