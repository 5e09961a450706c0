package dev.arrway.feature.downloads;

import dev.arrway.domain.download.Download;
import dev.arrway.kind.download.DownloadCommand;
import dev.arrway.kind.download.DownloadReply;
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
  private int skipped;

  private AllDownloads(
      Function<DownloadCommand.GetDownloads, Future<DownloadReply.Downloads>> ask) {
    this.ask = ask;
  }

  static Future<DownloadReply.Downloads> read(
      Function<DownloadCommand.GetDownloads, Future<DownloadReply.Downloads>> ask) {
    return new AllDownloads(ask).from(null);
  }

  private Future<DownloadReply.Downloads> from(@Nullable String after) {
    return ask.apply(new DownloadCommand.GetDownloads(after, PART))
        .compose(
            part -> {
              all.addAll(part.downloads());
              skipped += part.skipped();
              return part.more() && !part.downloads().isEmpty()
                  ? from(all.get(all.size() - 1).id())
                  : Future.succeededFuture(new DownloadReply.Downloads(all, false, skipped));
            });
  }
}
