package dev.arrway.platform.http;

import dev.arrway.protocol.FailureCode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Name look-ups on a few threads of their own: the one place of this package that blocks, so that a
 * slow name server holds up neither an event loop nor the worker pool.
 */
final class BoundedResolver {
  private static final int THREADS = 4;

  private final WorkerExecutor pool;
  private final HostResolver resolver;

  BoundedResolver(Vertx vertx, HostResolver resolver) {
    this.pool = vertx.createSharedWorkerExecutor("arrway-dns", THREADS, 1, TimeUnit.MINUTES);
    this.resolver = resolver;
  }

  /** All addresses of a name, however long it takes; fails with {@code upstream_dns}. */
  Future<List<InetAddress>> resolve(String host) {
    return pool.executeBlocking(() -> List.copyOf(resolver.resolve(host)), false)
        .recover(
            cause ->
                Future.failedFuture(
                    HttpFailures.of(
                        FailureCode.UPSTREAM_DNS,
                        "The upstream's host name does not resolve.",
                        cause)));
  }

  Future<Void> close() {
    return pool.close();
  }
}
