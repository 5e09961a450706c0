package dev.arrway.feature.imports.web;

import dev.arrway.feature.imports.ImportItem;
import dev.arrway.feature.imports.ImportJob;
import dev.arrway.feature.imports.ImportOptions;
import dev.arrway.feature.imports.ImportOutcome;
import dev.arrway.feature.imports.ImportRequest;
import dev.arrway.feature.imports.Imports;
import dev.arrway.feature.imports.SourceSpec;
import dev.arrway.feature.imports.source.ContentType;
import dev.arrway.feature.outbox.web.Outcomes;
import dev.arrway.gateway.Answer;
import dev.arrway.gateway.Call;
import dev.arrway.gateway.Operations;
import dev.arrway.gateway.Page;
import dev.arrway.gateway.Pages;
import dev.arrway.gateway.Routes;
import dev.arrway.platform.store.Slice;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FieldError;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Bulk imports. */
public final class ImportRoutes implements Routes {
  /** Rows that are shown together with their import. */
  private static final int SHOWN = 50;

  private static final int BATCH = 10;
  private static final int DELAY = 1;

  private final Imports imports;

  /** With the service behind it. */
  public ImportRoutes(Imports imports) {
    this.imports = imports;
  }

  /** {@code ImportRequest}. */
  record Body(
      long instanceId,
      SourceBody source,
      @Nullable Long qualityProfileId,
      @Nullable String rootFolder,
      @Nullable Boolean monitored,
      @Nullable String minimumAvailability,
      boolean search,
      @Nullable List<Long> tags,
      @Nullable Integer batchSize,
      @Nullable Integer delaySeconds,
      boolean dryRun) {}

  /** {@code ImportSource}. */
  record SourceBody(
      String type,
      @Nullable String content,
      @Nullable Long instanceId,
      @Nullable String mediaType,
      @Nullable Long playlistId,
      @Nullable String q,
      @Nullable Integer maxConfidence,
      @Nullable List<Long> entryIds) {}

  @Override
  public void register(Operations.Builder operations) {
    operations
        .on("createImport", this::create)
        .on("listImports", this::list)
        .on("getImport", call -> shown(call, imports.get(owner(call), id(call)), 200))
        .on("listImportDetails", this::details)
        .on("cancelImport", call -> shown(call, imports.cancel(owner(call), id(call)), 200));
  }

  private static long owner(Call call) {
    return call.user().userId();
  }

  private static long id(Call call) {
    return call.id("import_id");
  }

  private Future<Answer> create(Call call) {
    Body body = call.body(Body.class);
    requireFields(body.source());
    ImportRequest request =
        new ImportRequest(
            owner(call),
            body.instanceId(),
            source(body.source()),
            body.source().content(),
            options(body),
            call.traceId(),
            UUID.randomUUID().toString(),
            Outcomes.key(call));
    return shown(call, imports.create(request), 202);
  }

  /** What a source needs and what it does not know; all at once. */
  private static void requireFields(SourceBody source) {
    boolean content = ContentType.of(source.type()).isPresent();
    boolean missing = source.type().equals("missing_content");
    List<FieldError> errors = new ArrayList<>();
    check(errors, "content", source.content(), content, content);
    boolean instance = source.type().equals("instance");
    check(errors, "instance_id", source.instanceId(), instance, instance);
    check(errors, "media_type", source.mediaType(), missing, false);
    check(errors, "playlist_id", source.playlistId(), missing, false);
    check(errors, "q", source.q(), missing, false);
    check(errors, "max_confidence", source.maxConfidence(), missing, false);
    check(errors, "entry_ids", source.entryIds(), missing, false);
    if (!errors.isEmpty()) {
      throw Failure.invalid(errors).asException();
    }
  }

  private static void check(
      List<FieldError> errors,
      String name,
      @Nullable Object value,
      boolean known,
      boolean required) {
    if (value != null && !known) {
      errors.add(new FieldError("source." + name, "is not known to this type of source"));
    } else if (value == null && required) {
      errors.add(new FieldError("source." + name, "is required"));
    }
  }

  private static SourceSpec source(SourceBody source) {
    return new SourceSpec(
        source.type(),
        source.mediaType(),
        source.instanceId(),
        source.playlistId(),
        source.q(),
        source.maxConfidence(),
        Objects.requireNonNullElse(source.entryIds(), List.of()));
  }

  private static ImportOptions options(Body body) {
    return new ImportOptions(
        body.qualityProfileId(),
        body.rootFolder(),
        Objects.requireNonNullElse(body.monitored(), true),
        body.minimumAvailability(),
        body.search(),
        Objects.requireNonNullElse(body.tags(), List.of()),
        Objects.requireNonNullElse(body.batchSize(), BATCH),
        Objects.requireNonNullElse(body.delaySeconds(), DELAY),
        body.dryRun());
  }

  private Future<Answer> shown(Call call, Future<ImportJob> job, int status) {
    return job.compose(
        it ->
            imports
                .details(owner(call), it.id(), null, SHOWN, 0)
                .map(rows -> new Answer(status, ImportView.of(it, rows.items()))));
  }

  private Future<Answer> list(Call call) {
    return imports
        .list(owner(call), call.limit(), call.offset())
        .map(
            slice ->
                Pages.of(
                    call,
                    new Slice<>(
                        slice.items().stream().map(job -> ImportView.of(job, List.of())).toList(),
                        slice.total())));
  }

  private Future<Answer> details(Call call) {
    ImportOutcome outcome =
        call.text("outcome")
            .map(word -> ImportOutcome.valueOf(word.toUpperCase(Locale.ROOT)))
            .orElse(null);
    return imports
        .details(owner(call), id(call), outcome, call.limit(), call.offset())
        .map(slice -> page(call, slice));
  }

  private static Answer page(Call call, Slice<ImportItem> slice) {
    return Answer.ok(
        new Page<>(
            slice.items().stream().map(ImportView.Detail::of).toList(),
            slice.total(),
            call.limit(),
            call.offset()));
  }
}
