package io.ssmexport.sink.file.staging;

import io.ssmexport.disk.Directories;
import io.ssmexport.disk.Links;
import io.ssmexport.failure.CrashPoint;
import io.ssmexport.row.RowPage;
import io.ssmexport.slice.Slice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The directory of a destination in which the parts of its slices wait, each slice in a directory of its own. */
public final class Staging {

    /** Name of the directory beside the data, and part of the contract. */
    public static final String DIRECTORY = "_staging";

    private final Path root;

    /** @param root made when it is needed, and removed when it is empty */
    public Staging(Path root) {
        this.root = root;
    }

    public Path root() {
        return root;
    }

    /** See {@link io.ssmexport.sink.Sink#resume}. */
    public boolean resume(Slice slice, int pages) throws IOException {
        for (Path part : parts(slice)) {
            if (Part.firstPage(part) > pages) {
                Files.delete(part);
            }
        }
        StagedPages staged = check(slice);
        return staged != null && staged.pages() == pages;
    }

    /** See {@link io.ssmexport.sink.Sink#restart}. */
    public void restart(Slice slice) throws IOException {
        deleteParts(slice);
    }

    /**
     * Fails where somebody has put a link in place of the directory: whoever may write to a destination must not choose what
     * is deleted.
     */
    public void requireNoLink() throws IOException {
        Links.requireNone(root);
        Path parent = root.getParent();
        if (parent != null && parent.endsWith(DIRECTORY)) {
            Links.requireNone(parent);
        }
    }

    /** Writes a part, in place of one that starts at the same page. */
    public void write(Slice slice, List<RowPage> pages) throws IOException {
        Path part = directory(slice).resolve(Part.name(pages.get(0).number()));
        Path temporary = part.resolveSibling(part.getFileName() + Part.UNFINISHED);
        makeDirectory(slice);
        try {
            Part.write(temporary, pages);
            Files.move(temporary, part, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
        Directories.sync(directory(slice));
        CrashPoint.PART_WRITTEN.reached();
    }

    /** What was staged of the slice, or null if that is nothing, or parts are missing or damaged. */
    public @Nullable StagedSlice read(Slice slice) throws IOException {
        StagedPages staged = check(slice);
        return staged == null || staged.pages() == 0 ? null : new StagedSlice(parts(slice), staged.occurrences());
    }

    /** Size of the slice's parts. */
    public long bytes(Slice slice) throws IOException {
        long bytes = 0;
        for (Path part : parts(slice)) {
            bytes += Files.size(part);
        }
        return bytes;
    }

    /** Removes the slice's parts, and the directories that are empty then. */
    public synchronized void clean(Slice slice) throws IOException {
        deleteParts(slice);
        cleanUp();
    }

    /** What isn't ours stays; of a link only the link goes. */
    private void deleteParts(Slice slice) throws IOException {
        Path directory = directory(slice);
        if (!Files.isSymbolicLink(directory)) {
            for (Path file : Directories.list(directory)) {
                if (Part.isOurs(file)) {
                    Files.deleteIfExists(file);
                }
            }
        }
        Directories.deleteIfEmpty(directory);
    }

    /** Removes the directory if nothing is in it. */
    public synchronized void cleanUp() throws IOException {
        Directories.deleteIfEmpty(root);
        Path parent = root.getParent();
        if (parent != null && parent.endsWith(DIRECTORY)) {
            Directories.deleteIfEmpty(parent);
        }
    }

    /** Where the file of a slice grows before it takes its place. */
    public Path merged(Slice slice) {
        return directory(slice).resolve(Part.MERGED);
    }

    /** Where the file of all slices does. */
    public Path merged() {
        return root.resolve(Part.MERGED);
    }

    public Path directory(Slice slice) {
        return root.resolve(slice.name());
    }

    /** Not while {@link #cleanUp} removes the parent for another slice. */
    private synchronized void makeDirectory(Slice slice) throws IOException {
        Links.requireNone(directory(slice));
        Directories.create(directory(slice));
    }

    /** Pages from the first on without a gap, or null if there is a gap. */
    private @Nullable StagedPages check(Slice slice) throws IOException {
        int pages = 0;
        int occurrences = 0;
        for (Path part : parts(slice)) {
            PartHeader header = Part.check(part);
            if (header == null || header.firstPage() != pages + 1) {
                return null;
            }
            pages = header.lastPage();
            occurrences = Math.addExact(occurrences, header.invocations().size());
        }
        return new StagedPages(pages, occurrences);
    }

    private record StagedPages(int pages, int occurrences) {}

    private List<Path> parts(Slice slice) throws IOException {
        if (Files.isSymbolicLink(directory(slice))) {
            return List.of();
        }
        List<Path> parts = new ArrayList<>(Directories.list(directory(slice)));
        parts.removeIf(file -> !Part.isPart(file));
        return parts;
    }
}
