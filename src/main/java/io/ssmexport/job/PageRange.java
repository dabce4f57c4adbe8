package io.ssmexport.job;

/**
 * How many pages to expect.
 *
 * @param likely as it was on average
 */
public record PageRange(long least, long likely, long most) {

    static final PageRange NONE = exactly(0);

    static PageRange exactly(long pages) {
        return new PageRange(pages, pages, pages);
    }

    /** An empty slice is a page too. */
    static PageRange of(double least, double likely, double most) {
        return new PageRange(whole(Math.floor(least)), whole(Math.ceil(likely)), whole(Math.ceil(most)));
    }

    private static long whole(double pages) {
        return Math.max(1, (long) pages);
    }

    public PageRange plus(PageRange other) {
        return new PageRange(least + other.least, likely + other.likely, most + other.most);
    }

    /** {@code 80 to 110}, or one number. */
    public String text() {
        return least == most ? String.valueOf(most) : least + " to " + most;
    }
}
