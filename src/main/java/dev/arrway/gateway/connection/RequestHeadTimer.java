package dev.arrway.gateway.connection;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The time that one connection may take to send the head of a request: from its beginning for the
 * first, from the first byte for each further one. A connection that is too slow is closed.
 */
public final class RequestHeadTimer extends ChannelInboundHandlerAdapter {
  static final String NAME = "arrway-request-head-timer";

  /** Stands for no connection. */
  static final RequestHeadTimer NONE = new RequestHeadTimer(Duration.ZERO);

  private final Duration timeout;
  private volatile @Nullable Channel channel;
  private volatile @Nullable InetAddress address;
  private volatile int requests;
  private volatile boolean known;
  private boolean multiplexed;
  private @Nullable Future<?> timer;

  RequestHeadTimer(Duration timeout) {
    this.timeout = timeout;
  }

  /**
   * Reports that the head of a request has come; called on the connection's event loop.
   *
   * @param multiplexed whether the connection carries more than requests, as HTTP/2 does; then only
   *     its first request is timed
   */
  public static void requestStarted(HttpConnection connection, boolean multiplexed) {
    with(connection, timer -> timer.started(multiplexed));
  }

  /** Reports that a request has been answered; called on the connection's event loop. */
  public static void requestEnded(HttpConnection connection) {
    with(connection, RequestHeadTimer::ended);
  }

  private static void with(HttpConnection connection, Consumer<RequestHeadTimer> action) {
    if (connection instanceof ConnectionBase base
        && base.channel().pipeline().get(NAME) instanceof RequestHeadTimer timer) {
      action.accept(timer);
    }
  }

  void bind(Channel of, @Nullable InetAddress from) {
    channel = of;
    address = from;
  }

  @Nullable InetAddress address() {
    return address;
  }

  /** Returns whether a request is being served. */
  boolean isServed() {
    return requests > 0;
  }

  /** Returns whether a request has ever come. */
  boolean isKnown() {
    return known;
  }

  void close() {
    Channel bound = channel;
    if (bound == null) {
      return;
    }
    if (bound.isRegistered()) {
      ChannelFuture closing = bound.close();
      assert closing != null;
    } else {
      bound.unsafe().closeForcibly();
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext context) throws Exception {
    arm();
    super.channelActive(context);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
    if (requests == 0 && !multiplexed) {
      arm();
    }
    super.channelRead(context, message);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) throws Exception {
    disarm();
    super.channelInactive(context);
  }

  private void arm() {
    Channel bound = channel;
    if (bound != null && timer == null) {
      timer = bound.eventLoop().schedule(this::close, timeout.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void disarm() {
    Future<?> armed = timer;
    timer = null;
    if (armed != null) {
      armed.cancel(false);
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // written by the connection's event loop alone
  private void started(boolean carriesMore) {
    known = true;
    multiplexed = carriesMore;
    requests++;
    disarm();
  }

  @SuppressWarnings("NonAtomicVolatileUpdate")
  private void ended() {
    requests = Math.max(0, requests - 1);
  }
}
