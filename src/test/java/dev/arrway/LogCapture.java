package dev.arrway;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.concurrent.CopyOnWriteArrayList;

/** A started appender whose list can be read while other threads still log. */
public final class LogCapture extends ListAppender<ILoggingEvent> {
  public LogCapture() {
    list = new CopyOnWriteArrayList<>();
    start();
  }
}
