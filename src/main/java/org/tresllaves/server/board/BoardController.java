package org.tresllaves.server.board;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.HexFormat;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.tresllaves.protocol.BoardNote;
import org.tresllaves.protocol.Body;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Refused;

/** The board's two calls (spec: api). */
@RestController
public final class BoardController {
    private static final int NO_CONTENT = 204;

    private final Board board;

    public BoardController(Board board) {
        this.board = board;
    }

    @GetMapping("/v1/board")
    void whole(HttpServletResponse response) throws IOException {
        byte[] whole = board.whole();
        response.setContentType("application/octet-stream");
        response.setContentLength(whole.length);
        response.getOutputStream().write(whole);
    }

    @PostMapping("/v1/docket/board")
    void post(HttpServletRequest request, HttpServletResponse response, Principal caller)
            throws IOException, Refused {
        byte[] records = Body.exactly(request.getInputStream(), BoardNote.RECORDS * BoardNote.RECORD);
        board.post(records, Hash.of(HexFormat.of().parseHex(caller.getName())));
        response.setStatus(NO_CONTENT);
    }
}
