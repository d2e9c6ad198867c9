package org.tresllaves.leaflet;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;

/** A QR code as an SVG of one path, a unit a module, with the quiet zone of four modules that readers need. */
final class QrSvg {
    private static final int QUIET = 4;

    private QrSvg() {
    }

    /** The code of ASCII content; a quarter of it may be stained or torn. */
    static String of(String content) {
        ByteMatrix modules = modules(content);
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < modules.getHeight(); y++) {
            row(modules, y, path);
        }
        int side = modules.getWidth() + 2 * QUIET;
        return "<svg viewBox=\"0 0 " + side + " " + side + "\" shape-rendering=\"crispEdges\">"
                + "<path fill=\"#fff\" d=\"M0 0h" + side + "v" + side + "H0z\"/><path d=\"" + path + "\"/></svg>";
    }

    private static ByteMatrix modules(String content) {
        try {
            return Encoder.encode(content, ErrorCorrectionLevel.Q).getMatrix();
        } catch (WriterException e) {
            throw new IllegalStateException("an address and an id always fit", e);
        }
    }

    /** One bar for each run of dark modules. */
    private static void row(ByteMatrix modules, int y, StringBuilder path) {
        int x = 0;
        while (x < modules.getWidth()) {
            int from = x;
            while (x < modules.getWidth() && modules.get(x, y) == 1) {
                x++;
            }
            if (x > from) {
                path.append('M').append(from + QUIET).append(' ').append(y + QUIET).append('h').append(x - from)
                        .append("v1h-").append(x - from).append('z');
            }
            x++;
        }
    }
}
