package org.tresllaves.server.access;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;
import org.tresllaves.crypto.Ed25519;
import org.tresllaves.protocol.Body;
import org.tresllaves.protocol.Hash;
import org.tresllaves.protocol.Label;
import org.tresllaves.protocol.Refusal;
import org.tresllaves.protocol.Refused;

/** The log-in of people of the roster: challenge and response into a short session (spec: log-in). */
@RestController
public final class LoginController {
    private static final int SIGNATURE = 64;
    private static final int RESPONSE = Hash.LENGTH + Hash.LENGTH + SIGNATURE;

    private final Roll roll;
    private final Challenges challenges;
    private final Sessions sessions;
    private final Supplier<Set<String>> origins;
    /** Stands in for people who are not on the roster, so that the same work is done for them. A valid key nobody holds. */
    private final byte[] nobody;

    public LoginController(Roll roll, Challenges challenges, Sessions sessions, Supplier<Set<String>> origins,
            byte[] nobody) {
        this.roll = roll;
        this.challenges = challenges;
        this.sessions = sessions;
        this.origins = origins;
        this.nobody = nobody.clone();
    }

    @PostMapping("/v1/login")
    byte[] challenge(HttpServletRequest request) throws IOException, Refused {
        return challenges.next(Hash.of(Body.exactly(request.getInputStream(), Hash.LENGTH)));
    }

    @PutMapping("/v1/login")
    byte[] response(HttpServletRequest request) throws IOException, Refused {
        byte[] body = Body.exactly(request.getInputStream(), RESPONSE);
        Hash who = Hash.of(Arrays.copyOf(body, Hash.LENGTH));
        Hash nonce = Hash.of(Arrays.copyOfRange(body, Hash.LENGTH, 2 * Hash.LENGTH));
        byte[] signature = Arrays.copyOfRange(body, 2 * Hash.LENGTH, RESPONSE);
        Optional<Roll.Entry> person = roll.find(who);
        boolean signed = isSigned(person.map(Roll.Entry::ed25519).orElse(nobody), nonce, signature);
        if (person.isEmpty() | !signed || !challenges.use(who, nonce)) {
            throw new Refused(Refusal.LOGIN);
        }
        return sessions.open(who);
    }

    @DeleteMapping("/v1/login")
    ResponseEntity<Void> leave(HttpServletRequest request) {
        Bearer.token(request).ifPresent(sessions::close);
        return new ResponseEntity<>(HttpStatus.NO_CONTENT);
    }

    /** The origin is the name of the panel's docket log; the server never believes a request's Host about what was signed. */
    private boolean isSigned(byte[] key, Hash nonce, byte[] signature) {
        boolean signed = false;
        for (String origin : origins.get()) {
            byte[] message = Label.LOGIN.with(origin.getBytes(StandardCharsets.US_ASCII), nonce.bytes());
            signed |= Ed25519.verify(key, message, signature);
        }
        return signed;
    }
}
