package dev.arrway.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import dev.arrway.protocol.FatalErrors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/**
 * Ends the process when memory has run out in code that only logs what it catches, as the event
 * loops of the network library do. It sees what is logged at any level.
 */
final class FatalErrorFilter extends TurboFilter {
  @Override
  public FilterReply decide(
      @Nullable Marker marker,
      Logger logger,
      Level level,
      @Nullable String format,
      Object @Nullable [] params,
      @Nullable Throwable thrown) {
    FatalErrors.haltIfFatal(thrown);
    if (params != null
        && params.length > 0
        && params[params.length - 1] instanceof Throwable last) {
      FatalErrors.haltIfFatal(last);
    }
    return FilterReply.NEUTRAL;
  }
}
