package dev.workerlet.runtime.web.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerlet.runtime.scheduler.OperationException;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECPoint;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EcCurveTest {
    @ParameterizedTest
    @ValueSource(strings = {"P-256", "P-384", "P-521"})
    void decode_compressedPoint_isTheWholeOne(String name) throws Exception {
        EcCurve curve = EcCurve.named(name);
        for (int i = 0; i < 5; i++) {
            ECPoint point = ((ECPublicKey) generate(curve).getPublic()).getW();
            byte[] whole = curve.encode(point);
            byte[] compressed = Arrays.copyOf(whole, 1 + curve.coordinateBytes());
            compressed[0] = (byte) (point.getAffineY().testBit(0) ? 3 : 2);
            assertThat(curve.decode(whole)).isEqualTo(point);
            assertThat(curve.decode(compressed)).isEqualTo(point);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"P-256", "P-384", "P-521"})
    void decode_notOnTheCurve_isRefused(String name) {
        EcCurve curve = EcCurve.named(name);
        byte[] point = curve.encode(curve.parameters().getGenerator());
        byte[] moved = point.clone();
        moved[moved.length - 1] ^= 1;
        byte[] hybrid = point.clone();
        hybrid[0] = 6;
        for (byte[] bytes : new byte[][] {moved, hybrid, new byte[1], new byte[0], Arrays.copyOf(point, 40)}) {
            assertThatThrownBy(() -> curve.decode(bytes)).isInstanceOf(OperationException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"P-256", "P-384", "P-521"})
    void pointOf_privateNumber_isTheProvidersPoint(String name) throws Exception {
        EcCurve curve = EcCurve.named(name);
        for (int i = 0; i < 5; i++) {
            KeyPair pair = generate(curve);
            ECPoint point = EcOperations.pointOf(curve, ((ECPrivateKey) pair.getPrivate()).getS());
            assertThat(point).isEqualTo(((ECPublicKey) pair.getPublic()).getW());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"P-256", "P-384", "P-521"})
    void pointOf_firstAndLastNumber_isTheGenerator(String name) throws Exception {
        EcCurve curve = EcCurve.named(name);
        ECPoint generator = curve.parameters().getGenerator();
        BigInteger last = curve.parameters().getOrder().subtract(BigInteger.ONE);
        assertThat(EcOperations.pointOf(curve, BigInteger.ONE)).isEqualTo(generator);
        ECPoint negative = EcOperations.pointOf(curve, last);
        assertThat(negative.getAffineX()).isEqualTo(generator.getAffineX());
        assertThat(negative.getAffineY()).isEqualTo(curve.prime().subtract(generator.getAffineY()));
        // the neighbours of both go the ordinary way
        ECPoint second = EcOperations.pointOf(curve, BigInteger.TWO);
        assertThat(EcOperations.pointOf(curve, last.subtract(BigInteger.ONE)).getAffineX())
                .isEqualTo(second.getAffineX());
    }

    @ParameterizedTest
    @ValueSource(strings = {"P-256", "P-384", "P-521"})
    void requirePrivate_outOfRange_isRefused(String name) {
        EcCurve curve = EcCurve.named(name);
        byte[] order = curve.parameters().getOrder().toByteArray();
        assertThatThrownBy(() -> curve.requirePrivate(new byte[32])).isInstanceOf(OperationException.class);
        assertThatThrownBy(() -> curve.requirePrivate(order)).isInstanceOf(OperationException.class);
    }

    private static KeyPair generate(EcCurve curve) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(curve.parameters());
        return generator.generateKeyPair();
    }
}
