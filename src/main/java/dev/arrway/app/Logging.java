package dev.arrway.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import dev.arrway.platform.config.ArrwayConfig;
import net.logstash.logback.encoder.LogstashEncoder;
import net.logstash.logback.mask.MaskingJsonGeneratorDecorator;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;

/**
 * Gives the log its level and its format. Secrets are kept out by their type; what is masked here
 * by pattern is the second wall, for text that comes from elsewhere.
 */
final class Logging {
  private static final String SECRETS =
      "(?i)((?:api_?key|x-api-key|passkey|password|(?<=[?&])key|access_token|refresh_token|token)[\"']?\\s*[=:]\\s*[\"']?|bearer"
          + " )[^&\\s\"',;}]+";
  private static final String PATTERN =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSS'Z', UTC} %-5level %logger{0} - %replace(%msg %replace(%kvp){'\\p{Cntrl}+', ' '}){'"
          + SECRETS.replace("'", "\\'")
          + "', '$1********'}%n%ex{short}";

  private Logging() {}

  /**
   * Applies the configuration; does nothing under a logger that is not ours, as in a build tool's
   * own process.
   */
  static void configure(ArrwayConfig.Log config) {
    ILoggerFactory factory = LoggerFactory.getILoggerFactory();
    if (!(factory instanceof LoggerContext context)) {
      return;
    }
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.detachAndStopAllAppenders();
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setContext(context);
    console.setEncoder(config.format().equals("json") ? json(context) : text(context));
    console.start();
    root.addAppender(console);
    context.addTurboFilter(new FatalErrorFilter());
    Level level = Level.toLevel(config.level());
    root.setLevel(level.isGreaterOrEqual(Level.WARN) ? level : Level.WARN);
    context.getLogger("dev.arrway").setLevel(level);
  }

  private static Encoder<ILoggingEvent> text(LoggerContext context) {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(PATTERN);
    encoder.start();
    return encoder;
  }

  private static Encoder<ILoggingEvent> json(LoggerContext context) {
    MaskingJsonGeneratorDecorator masking = new MaskingJsonGeneratorDecorator();
    masking.addValueMask(new MaskingJsonGeneratorDecorator.ValueMask(SECRETS, "$1********"));
    masking.start();
    LogstashEncoder encoder = new LogstashEncoder();
    encoder.setContext(context);
    encoder.setTimeZone("UTC");
    encoder.setJsonGeneratorDecorator(masking);
    encoder.start();
    return encoder;
  }
}
