package dev.arrway.platform.store;

import dev.arrway.platform.config.Secret;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The address of PostgreSQL, and the role that owns the tables, which connections log in as.
 * Connections of the pool then switch to {@link Database#APP_ROLE}.
 *
 * @param sslMode how the connection is protected
 * @param sslRootCert file of the authority that signs the server's certificate, PEM; null for the
 *     system's
 */
public record DatabaseEndpoint(
    String host,
    int port,
    String database,
    String user,
    Secret password,
    SslMode sslMode,
    @Nullable String sslRootCert) {

  /** For the asynchronous driver; also for connections beside the pool, such as listeners. */
  public PgConnectOptions toConnectOptions() {
    PgConnectOptions options =
        new PgConnectOptions()
            .setHost(host)
            .setPort(port)
            .setDatabase(database)
            .setUser(user)
            .setPassword(password.reveal())
            .addProperty("application_name", "arrway")
            .setSslMode(sslMode);
    if (sslMode != SslMode.DISABLE) {
      options.setSslOptions(ssl());
    }
    return options;
  }

  private ClientSSLOptions ssl() {
    ClientSSLOptions ssl = new ClientSSLOptions();
    if (sslMode == SslMode.VERIFY_FULL) {
      ssl.setHostnameVerificationAlgorithm("HTTPS");
    }
    if (sslRootCert != null) {
      ssl.setTrustOptions(new PemTrustOptions().addCertPath(sslRootCert));
    } else if (sslMode != SslMode.VERIFY_CA && sslMode != SslMode.VERIFY_FULL) {
      ssl.setTrustAll(true);
    }
    return ssl;
  }

  /** For migrations, which run over JDBC. */
  PGSimpleDataSource toDataSource(String databaseName) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {host});
    source.setPortNumbers(new int[] {port});
    source.setDatabaseName(databaseName);
    source.setUser(user);
    source.setPassword(password.reveal());
    source.setApplicationName("arrway-migrations");
    source.setConnectTimeout(10);
    source.setSslMode(sslMode.value);
    if (sslRootCert != null) {
      source.setSslRootCert(sslRootCert);
    } else if (sslMode != SslMode.DISABLE) {
      // The driver's own factory knows only ~/.postgresql/root.crt, not the JDK's authorities.
      boolean verified = sslMode == SslMode.VERIFY_CA || sslMode == SslMode.VERIFY_FULL;
      source.setSslfactory(
          verified
              ? "org.postgresql.ssl.DefaultJavaSSLFactory"
              : "org.postgresql.ssl.NonValidatingFactory");
    }
    return source;
  }

  /** Host, port and database: what a message may show. */
  String shown() {
    return host + ":" + port + "/" + database;
  }
}
