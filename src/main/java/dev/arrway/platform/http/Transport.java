package dev.arrway.platform.http;

import dev.arrway.protocol.FailureCode;
import io.netty.util.NetUtil;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Puts one request on a connection to a checked address and waits for the head of the answer. It
 * follows nothing, inflates nothing and trusts no name: host name, SNI and certificate check are
 * the origin's, the socket goes to the address that was checked.
 */
final class Transport {
  private static final int HEADER_BYTES = 64 << 10;
  private static final int KEPT_SECONDS = 30;

  private final Vertx vertx;
  private final Origin origin;
  private final AddressGuard guard;
  private final String userAgent;
  private final int mostKept;
  private final HttpClient client;
  private final AtomicInteger open = new AtomicInteger();
  private final Set<HttpConnection> used = ConcurrentHashMap.newKeySet();

  Transport(
      Vertx vertx, HttpPolicy policy, Origin origin, AddressGuard guard, List<Path> authorities) {
    this.vertx = vertx;
    this.origin = origin;
    this.guard = guard;
    this.userAgent = "Arrway/" + BuildVersion.VALUE;
    this.mostKept = policy.maxConnections();
    this.client =
        vertx
            .httpClientBuilder()
            .with(options(policy, authorities))
            .with(
                new PoolOptions()
                    .setHttp1MaxSize(policy.maxConnections())
                    // The pool counts a call whose connection is being opened as waiting.
                    .setMaxWaitQueueSize(policy.maxWaiting() + policy.maxConnections()))
            .withConnectHandler(this::connected)
            .build();
  }

  /** Sockets open now. */
  int openConnections() {
    return open.get();
  }

  /** Ends every connection. */
  Future<Void> close() {
    return client.close();
  }

  /**
   * Sends a request.
   *
   * @param target path and query, encoded
   */
  Future<OpenAnswer> open(HttpCall call, List<Param> headers, String target) {
    AttemptClock clock = new AttemptClock(vertx, call);
    return open(call, headers, target, clock, call.verb().safe() ? mostKept : 0);
  }

  /**
   * Sends a call. The upstream may close a pooled connection just as it is reused; a GET is then
   * sent again on another one, until no pooled connection is left. All tries share the time limits
   * of the attempt.
   */
  private Future<OpenAnswer> open(
      HttpCall call, List<Param> headers, String target, AttemptClock clock, int retriesLeft) {
    return guard
        .addresses()
        .compose(addresses -> connect(call, options(call, headers, target), clock, addresses, 0))
        .compose(exchange -> exchange.send(call))
        .recover(
            cause -> {
              if (!(cause instanceof Attempt.StaleConnection)) {
                return Future.failedFuture(cause);
              }
              return retriesLeft > 0
                  ? open(call, headers, target, clock, retriesLeft - 1)
                  : Future.failedFuture(cause.getCause());
            });
  }

  /** Takes the first address that lets us in: a name may stand for IPv6 where only IPv4 listens. */
  private Future<Attempt> connect(
      HttpCall call,
      RequestOptions options,
      AttemptClock clock,
      List<InetAddress> addresses,
      int index) {
    if (clock.over()) {
      return Future.failedFuture(clock.exceeded());
    }
    String address = NetUtil.toAddressString(addresses.get(index));
    options
        .setServer(SocketAddress.inetSocketAddress(origin.port(), address))
        .setConnectTimeout(clock.remainingMillis());
    return client
        .request(options)
        .map(request -> attempt(request, clock))
        .recover(
            cause -> {
              Throwable failure = clock.over() ? clock.exceeded() : HttpFailures.connecting(cause);
              guard.forget();
              boolean refused =
                  HttpFailures.code(failure)
                      .filter(FailureCode.UPSTREAM_REFUSED::equals)
                      .isPresent();
              return refused && index + 1 < addresses.size()
                  ? connect(call, options, clock, addresses, index + 1)
                  : Future.failedFuture(failure);
            });
  }

  private Attempt attempt(HttpClientRequest request, AttemptClock clock) {
    boolean fresh = used.add(request.connection());
    return new Attempt(vertx, request, clock, !fresh);
  }

  private RequestOptions options(HttpCall call, List<Param> headers, String target) {
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.valueOf(call.verb().name()))
            .setHost(origin.host())
            .setPort(origin.port())
            .setSsl(origin.tls())
            .setURI(target)
            .setFollowRedirects(false)
            .setTraceOperation(call.operation())
            .putHeader("User-Agent", userAgent)
            .putHeader("Accept-Encoding", "identity");
    if (call.expect() == Expect.JSON || call.expect() == Expect.UNTYPED_JSON) {
      options.putHeader("Accept", "application/json");
    }
    HttpBody body = call.body();
    if (body != null) {
      options.putHeader("Content-Type", body.contentType());
    }
    Set<String> set = new HashSet<>();
    for (Param header : headers) {
      if (set.add(header.name().toLowerCase(Locale.ROOT))) {
        options.putHeader(header.name(), header.value());
      } else {
        options.addHeader(header.name(), header.value());
      }
    }
    return options;
  }

  private void connected(HttpConnection connection) {
    open.incrementAndGet();
    // What breaks a connection is told by the call on it; an idle one may break unnoticed.
    connection.exceptionHandler(ignored -> {});
    connection.closeHandler(
        ignored -> {
          open.decrementAndGet();
          used.remove(connection);
        });
  }

  private HttpClientOptions options(HttpPolicy policy, List<Path> authorities) {
    int connect = (int) CallLimits.CONNECT.toMillis();
    HttpClientOptions options = new HttpClientOptions();
    if (!authorities.isEmpty()) {
      PemTrustOptions trust = new PemTrustOptions();
      authorities.forEach(file -> trust.addCertPath(file.toString()));
      options.setTrustOptions(trust);
    }
    return options
        .setConnectTimeout(connect)
        .setSslHandshakeTimeout(connect)
        .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
        .setTrustAll(!policy.verifyTls())
        .setVerifyHost(policy.verifyTls())
        .setForceSni(HostForms.literal(origin.host()).isEmpty())
        .setMaxHeaderSize(HEADER_BYTES)
        .setMaxInitialLineLength(HEADER_BYTES)
        .setDecompressionSupported(false)
        .setKeepAliveTimeout(KEPT_SECONDS)
        .setTcpNoDelay(true);
  }
}
