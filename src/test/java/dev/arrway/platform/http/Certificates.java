package dev.arrway.platform.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A private authority and its certificates, made on the spot by the JDK's own tool. */
final class Certificates {
  static final String PASSWORD = "changeit";
  final Path store;
  final Path authority;

  Certificates(Path folder) {
    store = folder.resolve("server.p12");
    authority = folder.resolve("authority.pem");
    keytool("-genkeypair", "-alias", "ca", "-keyalg", "EC", "-dname", "CN=ca", "-ext", "bc:c");
    keytool("-exportcert", "-rfc", "-alias", "ca", "-file", authority.toString());
  }

  /** Adds a certificate of the authority. */
  void issue(String alias, String san, String start, int days) {
    keytool(
        "-genkeypair",
        "-alias",
        alias,
        "-keyalg",
        "EC",
        "-dname",
        "CN=" + alias,
        "-ext",
        "SAN=" + san,
        "-startdate",
        start,
        "-validity",
        "" + days,
        "-signer",
        "ca");
  }

  private void keytool(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(
        List.of("-storetype", "PKCS12", "-storepass", PASSWORD, "-keystore", store.toString()));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IllegalStateException(said);
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
