package dev.tacho.endpoint;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Certificates and private keys from PEM files (RFC 7468). Keys may be in PKCS#8, or as OpenSSL
 * wrote them before that (PKCS#1 for RSA, SEC 1 for EC).
 */
final class Pem {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");
  private static final byte SEQUENCE = 0x30;
  private static final byte OCTET_STRING = 0x04;
  private static final byte[] VERSION_0 = {0x02, 0x01, 0x00};

  private Pem() {}

  /** All certificates of a file, at least one. */
  static X509Certificate[] certificates(byte[] file) throws IOException, GeneralSecurityException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<Certificate> found = new ArrayList<>();
    Matcher block = blocks(file);
    while (block.find()) {
      if (block.group(1).endsWith("CERTIFICATE")) {
        found.add(factory.generateCertificate(new ByteArrayInputStream(decoded(block.group(2)))));
      }
    }
    if (found.isEmpty()) {
      throw new IOException("expected a PEM file with a block BEGIN CERTIFICATE");
    }
    return found.toArray(new X509Certificate[0]);
  }

  /**
   * The first private key of a file.
   *
   * @param of what it is the other half of
   */
  static PrivateKey privateKey(byte[] file, PublicKey of)
      throws IOException, GeneralSecurityException {
    KeyFactory factory = KeyFactory.getInstance(of.getAlgorithm());
    Matcher block = blocks(file);
    while (block.find()) {
      byte[] content = decoded(block.group(2));
      switch (block.group(1)) {
        case "PRIVATE KEY":
          return factory.generatePrivate(new PKCS8EncodedKeySpec(content));
        case "RSA PRIVATE KEY":
        case "EC PRIVATE KEY":
          return factory.generatePrivate(new PKCS8EncodedKeySpec(pkcs8(content, of)));
        case "ENCRYPTED PRIVATE KEY":
          throw new IOException("expected a private key that is not encrypted");
        default:
          // A certificate, or parameters of the key.
      }
    }
    throw new IOException("expected a PEM file with a block BEGIN PRIVATE KEY, not encrypted");
  }

  private static Matcher blocks(byte[] file) {
    return BLOCK.matcher(new String(file, StandardCharsets.ISO_8859_1));
  }

  private static byte[] decoded(String base64) throws IOException {
    try {
      return Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException damaged) {
      throw new IOException("expected Base64 between BEGIN and END", damaged);
    }
  }

  /**
   * Puts an older form into the newer, which says of what kind the key is: as the public key, which
   * has that, curve included, in the same form (RFC 5208, 5; RFC 5280, 4.1).
   */
  private static byte[] pkcs8(byte[] key, PublicKey of) {
    byte[] publicKey = of.getEncoded();
    int algorithm = contentOffset(publicKey, 0);
    int end = contentOffset(publicKey, algorithm) + length(publicKey, algorithm);
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.write(VERSION_0, 0, VERSION_0.length);
    content.write(publicKey, algorithm, end - algorithm);
    byte[] wrapped = der(OCTET_STRING, key);
    content.write(wrapped, 0, wrapped.length);
    return der(SEQUENCE, content.toByteArray());
  }

  /** One element, its length in as few bytes as it takes (X.690, 10.1). */
  private static byte[] der(byte tag, byte[] content) {
    int length = content.length;
    ByteArrayOutputStream element = new ByteArrayOutputStream();
    element.write(tag);
    if (length < 0x80) {
      element.write(length);
    } else if (length < 0x100) {
      element.write(0x81);
      element.write(length);
    } else {
      element.write(0x82);
      element.write(length >> 8);
      element.write(length);
    }
    element.write(content, 0, length);
    return element.toByteArray();
  }

  private static int contentOffset(byte[] der, int offset) {
    int first = der[offset + 1];
    return offset + 2 + (first < 0 ? first & 0x7f : 0);
  }

  private static int length(byte[] der, int offset) {
    int first = der[offset + 1];
    if (first >= 0) {
      return first;
    }
    int length = 0;
    for (int i = offset + 2; i < contentOffset(der, offset); i++) {
      length = (length << 8) | (der[i] & 0xff);
    }
    return length;
  }
}
