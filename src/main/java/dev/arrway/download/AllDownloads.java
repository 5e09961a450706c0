package dev.arrway.download;

import dev.arrway.domain.download.Download;
import dev.arrway.protocol.DownloadCommand;
import dev.arrway.protocol.DownloadReply;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads everything that a client has, part by part. */
final class AllDownloads {
  private static final int PART = 500;

  private final Function<DownloadCommand.GetDownloads, Future<DownloadReply.Downloads>> ask;
  private final List<Download> all = new ArrayList<>();

  private AllDownloads(
      Function<DownloadCommand.GetDownloads, Future<DownloadReply.Downloads>> ask) {
    this.ask = ask;
  }

  static Future<List<Download>> read(
      Function<DownloadCommand.GetDownloads, Future<DownloadReply.Downloads>> ask) {
    return new AllDownloads(ask).from(null);
  }

  private Future<List<Download>> from(@Nullable String after) {
    return ask.apply(new DownloadCommand.GetDownloads(after, PART))
        .compose(
            part -> {
              all.addAll(part.downloads());
              return part.more() && !part.downloads().isEmpty()
                  ? from(all.get(all.size() - 1).id())
                  : Future.succeededFuture(List.copyOf(all));
            });
  }
}
