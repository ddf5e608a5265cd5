// Keys that were made for these tests only, and what another implementation computed with them: signatures of, and
// ciphertexts for, the text "workerlet". Bytes are base64, shared secrets hexadecimal.

export const message = new TextEncoder().encode("workerlet");

export const vectors = {
  rsa: {
    pkcs8: [
      "MIICdwIBADANBgkqhkiG9w0BAQEFAASCAmEwggJdAgEAAoGBALQ0iN6oZJ+psaB/pMADVK/i2ZEzP6avexW5nyl6mgbI3osP",
      "aHUkhYyj2suiaCi27rfBxXpjBh7igtklAndAXjRRwcBbfg6w2+rJ7E+/RnMfNW7ftxn371UspS/m2dJ6+O6dzDb0XSaOVQD4",
      "nD7ZzbTY0t1gN+Q4Iinej8hp3QrXAgMBAAECgYEAqbwF4ztXM/AhJ9yysE0y2kxgw1wzKuyEkcz59pbNN3DB9Nd5e0UAKZ04",
      "e6+oThkoNprkR8e3vyV5O9CZRvuw/h/t/C+mwdiqwHHFMDTJXB+rGk15h3lKyjXT8SXL/Biep9s1Jbz3kIyiEBT3Fo8xzxjd",
      "HSD7aSCo3s48TtsXP7ECQQDdJfrvHZR/mAgSr2e/uILtThLqp1tsPZIjnTomZwHVtoFlo8t8ZMDPvugVtdo2JZJcGiGf2inY",
      "J+J/+t9Sw8spAkEA0Jq+AW4ekUcZZNbrXajQ/dkAehHki/3sH23koiP4PGhqss5TvxSUUxXTpj4vsgqvxRODxt3bs4FuyrsX",
      "0Irl/wJALr4EV94MsRtVOX3Rk/hP1BCYdviAnlQ1O0nULKHBBYbZur3wGI7DIiXbsBsL0D4IvWbYjIz0Izfq69n+seOoYQJB",
      "AL2R8lvQW90ANNaL7UanFI2rt6A3RG/n6L3DG0Qx1fPnnBc0I60BIa3DpxxrZOKyjXtWOanukiq11B5OGd09bLcCQBmGAWlr",
      "udccF/FfcZpk4CLw85iiW9Ic3NCeASuRmgPHA5G/M8WikUqQv1SghKgWj13BrdUo3Ok0RZBODzWADhg=",
    ].join(""),
    spki: [
      "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQC0NIjeqGSfqbGgf6TAA1Sv4tmRMz+mr3sVuZ8pepoGyN6LD2h1JIWMo9rL",
      "omgotu63wcV6YwYe4oLZJQJ3QF40UcHAW34OsNvqyexPv0ZzHzVu37cZ9+9VLKUv5tnSevjuncw29F0mjlUA+Jw+2c202NLd",
      "YDfkOCIp3o/Iad0K1wIDAQAB",
    ].join(""),
    signature: [
      "Q+4Vu2VAE7DGRI4wrfElJUgkcxqR7oUXvKRluvANZfWws3/G3uTaKjieksZSgjV/69SIUiOr8AUzCphWGKL1Dg+pl03YsJLd",
      "QgEdulyNJInlaCXk36L7WWmJfwAUpW66PCPzBh4SOYFZpmJVlrO+ut6ndQDO4K4KVa+XxFgBc6g=",
    ].join(""),
    pss: [
      "l+5FfKkwkWE62VIZNYDv6GGrBap5VeNAdDTM/Bn1y2s14w44LSXqc0iNEpm9SMxqwjl/VYJFUEv1OAKugqDI4zT/JCU8MJnT",
      "s2dGZcT0Lu5m8h1eo7D+LReZroHA9+e4QPf167i8eduoDeJBu5frFvkLthdZ7osUrYAmV9RaKv8=",
    ].join(""),
    oaep: [
      "B3FZnLoy1N7irNb0IH0T7Osbw6v7SWLsp83XAGDpScIWPBJqcK3ke015saDnXsFNhqKG/oArUOMbAJtBDKSMi7OXXTOMyyAt",
      "N06ghV0z5zZ3W+QlTKTdtlAD0YOmIjxReRqU1mLmbTZxiusy9lQ6Lvpk9JS6eTqJMORifXM5CWo=",
    ].join(""),
  },
  "P-256": {
    jwk: {
      kty: "EC",
      x: "BFqQIZCLT5Y5I5M-Yp9y97fq4KcvCNyjU504u-O870Y",
      y: "wyEqhxScJKb34jioyJAzwC10Wn3xb8zT9WdxE_XoVJc",
      crv: "P-256",
      d: "ZntcCzBxgVzorixB6SecMSjr4l0HfUe9qBTjdiX4VR8",
    },
    pkcs8: [
      "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgZntcCzBxgVzorixB6SecMSjr4l0HfUe9qBTjdiX4VR+hRANC",
      "AAQEWpAhkItPljkjkz5in3L3t+rgpy8I3KNTnTi747zvRsMhKocUnCSm9+I4qMiQM8AtdFp98W/M0/VncRP16FSX",
    ].join(""),
    spki: [
      "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEBFqQIZCLT5Y5I5M+Yp9y97fq4KcvCNyjU504u+O870bDISqHFJwkpvfiOKjI",
      "kDPALXRaffFvzNP1Z3ET9ehUlw==",
    ].join(""),
    compressed: "03045a9021908b4f963923933e629f72f7b7eae0a72f08dca3539d38bbe3bcef46",
    other: {
      kty: "EC",
      x: "koY4KrtuyW37TYz5lctdJw5nEjPBF84dSXGgIP5p1ig",
      y: "qfRQD__P9KgElkw08ve3gSCxkP_3NSAOlgR624NEuNM",
      crv: "P-256",
    },
    secret: "8841338a64eebe80948d06597bd3ab22a9df00b973dc45c0c5cfeaa498baddff",
    signature: "x89hu4cLQCq7dGaFvT83nK43HKsDSGeqkhxZ/LMUmKt3CbtznKi+NGlThSMj1klziEMIJuFMfp+JPbsoJE1Dcg==",
  },
  "P-384": {
    jwk: {
      kty: "EC",
      x: "xQOvEtNPGs9zYyvS6aL9h-bEOz2LmLgvWalBKI0SvXwg_Ae-TkUTPH455jNtzHV2",
      y: "IwQoGDYccxUMBkpcdjv2_EDSGGZwluH2_uhcYMced1RNLRYlL1U5wLeaTJbRql_s",
      crv: "P-384",
      d: "pEBeyGIipK9t4lN5ZhgdJcRuaRITxn2H83ieO8SOMUiHZL-1J-fB6CETQC9lIiIc",
    },
    pkcs8: [
      "MIG2AgEAMBAGByqGSM49AgEGBSuBBAAiBIGeMIGbAgEBBDCkQF7IYiKkr23iU3lmGB0lxG5pEhPGfYfzeJ47xI4xSIdkv7Un",
      "58HoIRNAL2UiIhyhZANiAATFA68S008az3NjK9Lpov2H5sQ7PYuYuC9ZqUEojRK9fCD8B75ORRM8fjnmM23MdXYjBCgYNhxz",
      "FQwGSlx2O/b8QNIYZnCW4fb+6Fxgxx53VE0tFiUvVTnAt5pMltGqX+w=",
    ].join(""),
    spki: [
      "MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAExQOvEtNPGs9zYyvS6aL9h+bEOz2LmLgvWalBKI0SvXwg/Ae+TkUTPH455jNtzHV2",
      "IwQoGDYccxUMBkpcdjv2/EDSGGZwluH2/uhcYMced1RNLRYlL1U5wLeaTJbRql/s",
    ].join(""),
    compressed: [
      "02c503af12d34f1acf73632bd2e9a2fd87e6c43b3d8b98b82f59a941288d12bd7c20fc07be4e45133c7e39e6336dcc75",
      "76",
    ].join(""),
    other: {
      kty: "EC",
      x: "mp6X7h1cQRbupVfb--YnK1ljtR54lszr7bnIQ4d9c1djOi9uMlraeKOpkbyRQzSx",
      y: "s2sG1vaU0x9QnNTi22vGKnsnS0Wd0DRILVLsrBm0tGl0yGeSZUx0500IXkwNDPf3",
      crv: "P-384",
    },
    secret: "88f1ab5e7865ae678799345220c9e924f10de7b379d9272e6735224229ae78cb2acb483b644537912d7244c0ab733698",
    signature: [
      "0r2YOXsOYImsMoH3Ted1CsglkbQcZ2ejLSrAeWGriqAPJBOME0lZVFDflRdoTWjHT8BzVaDGXNTiuDnoZ/vhUbmR2cdS5vE8",
      "nuMYXVJ8lepdIXNBbmOq7FLBQhWfO2vf",
    ].join(""),
  },
  "P-521": {
    jwk: {
      kty: "EC",
      x: "AHOK-K0FxSasErFvU42GuVe6xd9_tLlwchcAMmMI5ADL_b_xsz8Jrqdv7aOGLpnMDodnK6mJAWbEDuLNOgrQNBLs",
      y: "Ab9f1UVmPNsMMFuFpI3CnHps9WQV1GhhLd2P4duVsMwOo-pJHcklEng2WbdFVraRnfVpfSCe9axfkhxrolA0pzK9",
      crv: "P-521",
      d: "ADClstA9dDZCeb43NzzD29907PXaVQwK4yzn4sV3A2v5xitQnP9gH6SECpSdVIK_0k_KEw_7XrRaxyX3dw0Q8cnU",
    },
    pkcs8: [
      "MIHuAgEAMBAGByqGSM49AgEGBSuBBAAjBIHWMIHTAgEBBEIAMKWy0D10NkJ5vjc3PMPb33Ts9dpVDArjLOfixXcDa/nGK1Cc",
      "/2AfpIQKlJ1Ugr/ST8oTD/tetFrHJfd3DRDxydShgYkDgYYABABzivitBcUmrBKxb1ONhrlXusXff7S5cHIXADJjCOQAy/2/",
      "8bM/Ca6nb+2jhi6ZzA6HZyupiQFmxA7izToK0DQS7AG/X9VFZjzbDDBbhaSNwpx6bPVkFdRoYS3dj+HblbDMDqPqSR3JJRJ4",
      "Nlm3RVa2kZ31aX0gnvWsX5Ica6JQNKcyvQ==",
    ].join(""),
    spki: [
      "MIGbMBAGByqGSM49AgEGBSuBBAAjA4GGAAQAc4r4rQXFJqwSsW9TjYa5V7rF33+0uXByFwAyYwjkAMv9v/GzPwmup2/to4Yu",
      "mcwOh2crqYkBZsQO4s06CtA0EuwBv1/VRWY82wwwW4WkjcKcemz1ZBXUaGEt3Y/h25WwzA6j6kkdySUSeDZZt0VWtpGd9Wl9",
      "IJ71rF+SHGuiUDSnMr0=",
    ].join(""),
    compressed: [
      "0300738af8ad05c526ac12b16f538d86b957bac5df7fb4b970721700326308e400cbfdbff1b33f09aea76feda3862e99",
      "cc0e87672ba9890166c40ee2cd3a0ad03412ec",
    ].join(""),
    other: {
      kty: "EC",
      x: "Aetnu1D4TQrXRVVLWmZ1IIaMDUvu7Q3dUTswIdBfc-RbvAbLn31LWCjr2h1Z5Ocl1neNzTYYKtGaucOvXiJTwvw2",
      y: "AVku-eU9iLqfAJ33u4qCGBLA55pS15Bbb-5MonPyEVNV0SSgMldk36XqZ4oCdO7AoFTTCRZ0T-IMghirfVLp60Cq",
      crv: "P-521",
    },
    secret: [
      "00967fd7b58d36ec6d885bee99f0fae734cf0795a972a494514e0131a0b2cdc0c5d2f51788cdc36f49e566930bd9a8d3",
      "236720e3ac54bcf007d53001e4a7919301e3",
    ].join(""),
    signature: [
      "AHi4Ma/2KZ35SImb0T2aow1/SORTxSdf2C/g0UumWrPMWbXBVo32fk4rS/quA5CqA3vu284hgIMJ/ME88lNFE0GAAA0OxGJ8",
      "WBXRi8mIYpvQDhxdJe/l7PdQdWTPzCX5XJFMc/y3DkKD0SXszaCuBrizw3S6+eYdvZTt16wX0dvJ6XEQ",
    ].join(""),
  },
  Ed25519: {
    jwk: {
      crv: "Ed25519",
      d: "Qlb4A3B5xTwpbBFXzENNuRi2sM7YO6aasuZT-juo4O0",
      x: "tc3-lz_DNppohb_BL4k92uZAbgGALeU7tYG2gzFRlm8",
      kty: "OKP",
    },
    pkcs8: "MC4CAQAwBQYDK2VwBCIEIEJW+ANwecU8KWwRV8xDTbkYtrDO2DummrLmU/o7qODt",
    signature: "eYNa5Wpedc3Zfl8v23rrMb2HD3AE5yn33bqhFeR9VxyhBcAk0VvCpETvd3n+gctx6Pwf2/9dR+ir/Hto5ETvAQ==",
  },
  Ed448: {
    jwk: {
      crv: "Ed448",
      d: "1foJq3xROaozI1LQgYTEHtZeSoZddv0pmjhDjzp3CwS5QJSLrGq-WcrwJt7geFtETus18jAqsdNc",
      x: "LyXmn8RB9RrXshoOIzupVj-LVAlsAfGyjfW1hzyplbTzPXJR1ZC5qGr6_Vow-xmno3ixx3TNiC8A",
      kty: "OKP",
    },
    pkcs8: [
      "MEcCAQAwBQYDK2VxBDsEOdX6Cat8UTmqMyNS0IGExB7WXkqGXXb9KZo4Q486dwsEuUCUi6xqvlnK8Cbe4HhbRE7rNfIwKrHT",
      "XA==",
    ].join(""),
    signature: [
      "/im167cccZQyoCNCcJDG2DWJ6laa6HEypMh4+CAyF7JGa0ImT8yokEzAyFX0z8v05bJUdRm0IiKABSZ+EIG8XIVbm8BBGuG4",
      "2USnxQGkvhWVLJqDo6o3dd2vu4UXRRaLK3k1wjUhDxV2qqNIcigtXBoA",
    ].join(""),
  },
  X25519: {
    jwk: {
      crv: "X25519",
      d: "2O5S94eShWKTCQMd-ODg5jQDJPvOLv3zWg1TjwJt_1c",
      x: "mrEMXTlifBeOH-ARprrdTBii1r_DMFKMdmrrcf979hw",
      kty: "OKP",
    },
    other: {
      crv: "X25519",
      x: "JRWUUaaeb0Kz63oOWfuD7vWdgsS9RykbBMoxW7EymU4",
      kty: "OKP",
    },
    secret: "2136b6efe6c22e60516a7ce1fb349b848f390a5aed97b7fd721a23531f2e7559",
  },
  X448: {
    jwk: {
      crv: "X448",
      d: "lNPpOOOZklCw6kahJudySX8SMnu6jDJhtE4GIDi89w166TW5ubwlyyvgEWBomOfrqWoociyT5J4",
      x: "T8MbVaClDWnePP-abdScUOU7Np8bfFaBY3vByouQ1hzaAGAFiDrEY1-oQgP_tA-V90UiXTu6rp0",
      kty: "OKP",
    },
    other: {
      crv: "X448",
      x: "PYcpKQikAFg6bsffIdsfDjqbYAqsXDguHerYg7qnTRbqfyPdr2xdKTQ0iS3LnOnKL76ws0mTzEE",
      kty: "OKP",
    },
    secret: [
      "8bd736d4bfd05a5a333f5b805a5c8eec54b403f6d3c71da55b03e39511ce93fc4f8f37e4ddad3675a6d4d9316ca03001",
      "9c9d2608ff8e19e6",
    ].join(""),
  },
};

/**
 * What the provider of Java 25 makes of seeds with the bytes 0, 1, 2 and so on: hashes of the SubjectPublicKeyInfo, a
 * ciphertext with its secret, and a signature.
 */
export const lattice = {
  spkiHashes: {
    "ML-KEM-512": "0e3c8b89b54202d2545f7aba2e2aaa3cffa7b6191919ad738fab35b4f313cf71",
    "ML-KEM-768": "c23e23dd3d485a9256cda09358a4a286e00b373db10761eadf99f710649ca31c",
    "ML-KEM-1024": "d2b7480ae006a14b37c1e8a8e45ea39022e32a9b1a7b90d594c84d869c6ac420",
    "ML-DSA-44": "837832708c5236d951581f1fddf2b79991b3424a0486d16da1ddad0fd69701be",
    "ML-DSA-65": "b8b62131bfbe84433efb2273d7f5b87f7a22854a2cfd366fc2aead86d837c52d",
    "ML-DSA-87": "07e57c4f14dbad1267f621ec3777b4e2e6c4fbc4c22fbb87510ff8e0b3c6a642",
  },
  ciphertext: [
    "Q/IrtybeAWiJl54cNITI3Kq5bH9Zwxjn00v8t8m0ktNbgAMnvMoTYOd88Mc9NPLmFdLlHLxkYI+UmnQ29ySeVFxXdgqcGaOD",
    "vnhaInozblLIkWizYyQUnGa3PjWkw4oPgqffKav6KA8WGd1vi/b0GHZLBtExOFoqhZJZ1DvAASuApvPDeJXxmmhAvsRK5G27",
    "C45GYThh6KFp5OXnwgataya4XOmsMn2AORp/UUnfCMb/3DrrHPJV6drX9f7i1URKX0YoKmHSP68M64HPQNYZVLdA3Yl792aB",
    "r/hdfEnrJUzE4wpZmPWLXiaJSgW5Eq9A4fhuwQX80FbZQ7AZPn+U/E+64vsn71nzqWlhjb9TUcxycd0pyIpU66eIYSluibAU",
    "S33FoLg4Vdns1VM3WRYKCHUbEay/ROjOfq6uOCnt47gnaBP5deYDAEQd4qrbfcSG0Wq/ghAk0LJH3Rz3OqafaV55LJel862D",
    "1S0qALxYVxH54ZVOe9xHf1xwVfIcwHxjA7owsglm+kN3N5YgYvpMR7k5IaQpsE56Jwfnop5UTzb1twM9xUx72diX51Vtoh5l",
    "eOVjaHAndQiR07UDClZaYMHOYsmXRK3IGvgeg2c/Rm/m0ohzMId/j1Y5LTxN42jvIDQWrWiOBFGOCYGVSO28ODHY6psi6d5i",
    "hbg98KFOgL4P14EN2Fvo5/xW0JP5HhslNgEhBUWpahwMKLpUqJoHlm1xrx5L/iLakSVrNVUT7Vn081zGuv69dbXspZhTTgbH",
    "8kZfIzEwONFkGYLWv8rPDKyqDjJXVlLiDFOqGz3ZoeNQ39oErOi60NFZDu2V+1RrOSkMntsdANqq7M72tHu/Bpzh88hFA6Jc",
    "eKpXiEQRlfswYYakoY6xBGH+DpEEAHIixc1EOYDY8Tyc7upY2t8HSareWVXGxomPI84G2KxF9pRLqb+xgFuN0wynCJBRlKnX",
    "WsfhUwWBdU6V+CwoDlVr4k9QDKCJ/U2EFALOsnnONBYRxD8UZLAxf32EOFLeEBMa",
  ].join(""),
  secret: "2669a977ce415fcaf92042aeb8551ab78bb2e41a5f4e8e78ba42fa16be69e63b",
  signature: [
    "G4oJOYSf+A6XAtQITRbSVMqU22ITuE5EYSDsTXhOfHn1DJ5rABvD+YSI3BflyARbMvZAeKCVNN47mozmaKmdjpTRahoocNWY",
    "oFWlii2nFZpsVYgIxveeciVVvci6eF9uKJKEp5evF+AlXaFbWN2VYF3wKFw4Q0kQ7WS8Zh61BsCJMT2vS/odEc//uGc0kXOk",
    "VnSqJ/GwVpT7g2ArhEb1Oca+/iDfMAaEG6KIoEqFPHDd/n+uaVFuXbn40FS+2NvoeEJ4V9hQn3PHgw1/IZRwvtVu2d7rYu9B",
    "q0Nbditskx0At6JXFsw0rTiejPBQC0IA+RJ7Icxzujb6Ys3YpOGXoxoy6OEwK6FcnlwmtnLb3qd+mIX1lUU8Yo4oRjMZQLX3",
    "xHqjm/5kxknfQuu+pAtPYW3xy0VIi/AF12SoydEPn2KkMZvLOyEgO/6e/INlcfTL3g69WG6AHZ9oRAVXBfTeL9ayTNHEIFlB",
    "kyQkbR19KPvI0oxJeZbR1dp+CE3CGmMJ88FmeVJHXhccwkObzjKagZvJjCeYuUxTaNX+2m67ELrmwu7/n3gQGkvpK+S5Zcgt",
    "6tsBXHbALpwvrG94iokJuesBYQo8lXT8fxGRImOBTBwlOqicSnvEj+04CTK05/ahJSgXe2ID+914VL8SPtVYRwj5bbislVkI",
    "r/szZxALgh0NZab0+JC4ks51HPzc9Drh6O1ws5Urtcl2sS6y6nvZ5qWbQeboE8PIt/q1gQZbybVO2ihPg4tLIdfyPNOe3xx+",
    "Iimkc4DcG2m3LD34j6V9AVeHv6T4z3i/lHX2yjpab2Kc5yVKwZig4tWOZJyGDJAb6IsvgIEN8zCBm2Lb3ch8d2KMVwYcAH15",
    "E+H6CuoSWHb3aqPigxtE1pAspxn41e4PUP0ddOU7SpIESX6jkk4lstNd9sqKa2kdz/6o5n6xk2fRQgT4WJ/1ufnFSXUGR4ph",
    "xxJdMOCu2k3pvvPBDJX5nciPY1+pzGZOwg1CoDxrB5likHkQN+HNSjx4xSQMlbiD0O9bmSFqQEQLNAykeH3qUrBBKVjoh0Ps",
    "BfptReI88+UCf1wRcAs4nFkINvkWwJpfWRVaVKKY4VucUZFxwo+0tw+cslfIacVYcqxGDdqEfN9xAAjLL7MsUCOHKSqqelQ1",
    "Q2xriYqLi0HxAlzGW3Ow17r+xGZyk5fI+sXJGA/F55BFHOVd465HDrUQmPEOYl6r2G5c49UogQK446WvL/wL6erzEVQBMPst",
    "eEajqqW4vlKzsXbBiHkzTWmSXKQ8/sVjYuxgXQCcDGS/0sVtucxiPc6RrlwwuYtzrKEIq5QuHzMOrgoHZvRrSHpjP4UKDgEZ",
    "5/tyRZ4eAZaV2tup4NpCjwGQcwwrl+Licnrp9dSM6L4GokBLhuNBIp3/Ht9XzM81aFlmAZGHCGwxVxhJXUlLplZocG9hz4xw",
    "vobRykLG7Dn+p06GFrv1F3ycpBk/pXPH2W/cz0R1n5N/jAZFejAZVbtx3lsLrpnBijqvHWnbwT6By6ZewEfsj7620LLHmJCB",
    "iOJgVzpE/hNJm6roibkw1Wl5e7XHvdP8nrN2ml8Itjv6+FjgwCEFAC+Ayp4mgkORul/sluhxVXR0SN/wVj3ZIpXqHJk4ETYX",
    "Jc6tyezkpQpkPZGoEgWt935Dq5gYjxAOo3nve1jaq/5NIs3DBzB1Oj6vf8WW18YqmsY6koj886owpDZHvSK8eWmEisrEwm9a",
    "u+uLclBoTVbfUQvvVg8xyP0gCNzgKy5BA5LSpyUmLeLbZLV3vuph9ksqja1lG7LJQJSGdYts3dyqBCoAVW0jLipMPwMPbxrw",
    "ZFJM23nCoieBg8pMlMbvVikUw6mGbnoLANvgwiqbF8PxaAro26hMGpwMgUSXaQedX4oilGTcXiPbeKls8mWA0ZYinhtloNyj",
    "7jEQw456LXbaLlu2ZfundaEiwBP54C66VA2O9a1kLKEMNza4AIWRBhjVwFooIY7rynIMUnoM0jV6GZZySzN5/J2oKSm9j/gC",
    "1dLP9GWTmoDvV0omYCVbkIegNa5oISwiiUEqA6/2/LRf/Y44ljBeLKJBF56DxTjdXyi9H5NaSqmdvFcmXimmN4VGC//zQmO6",
    "4DTbaLfUVeGFmQMX6xo0uVtMqjRgI1f10pS5QzHTkDAL73AGmph9anDSQJXIQpz/Ms0t9fgp52mkSYlxLtjBSOYphOf5FHqq",
    "so3aNTGvtrpFa5zkiS4qSU6mjgs2+0jyTjg167gyAUXBVh1CZRWK0Kb8loBOgM9GmYgTXRnUxNjgbVqXo/KrgFuL3gUw9lxY",
    "W9efxmMwxzbPsSiCj/HcucBd3raqLOLEbppfrGauwEFLNYZoPKbt8SDWLruDnkGUgw/9/aJ8ziAfc7c3CQ1K0Lq0ciKHwmrn",
    "Wm5gJtrt10tXBw0sESUfxfhQvHclGE1wa9HROVwKTFHjb7UJi6EHkuRmsFQ0Lv19K7ut14HZnZBpi3OX8TbSLFlip6cOiegp",
    "Tzp+3X69uHXsRYwDpq+yNfFDsxXXVUAcJpRnP8p8VtDKPu4GkMqbc05mAYf4UbkQlEe+Q4j6IM0dQh6Uirulf8jdTZkCzB8W",
    "dMyB1xrhjL+yIz4+n56cFt8iFaZH5BvYWeLN8/XvWCBJpxWGUVOyClRiQxVmXBOn/Xn7wvL5rUJeswTVIeOVss7WneQ44rQd",
    "mrps5I0YT+ocHWZRCrHb5lkN2vlt0yixuV/kEoNmCzUmj3/Ym2FxDn45xnQ7is2MWoYMfBRMtZsDtTRnFMr+WUOPiq6tbxXS",
    "fVYif0DgA4KOLqz0LxeG090/9n5qsFW41ehNGnmehQNer+8UUT3HxZ9DMptR+UngEw57V+3pT2YxddRyQPaBcKgY/O/VUCCt",
    "hW7xZoln3pHcodSB/cRLTcP7L/4UjJqwUMaWOrXawMUBrOdi5TdTHyO0aebnbBEe30gK3meUvSJEZQL3NEWnlRyVK0O+phog",
    "YGonpcSET3Z3WPNXohLrf6mvZp2+PP8zuisMbR+6Lv/7ZaKHMAZfS82iE8abBmpDRVPYjI/OeWjtcwtfO0Vtukzbq5wEEN63",
    "Um0yMtlc7zYmfTCuKQ2zdeDaEu4/gsn27+ZGDuLSAioOLDRVa3J6e4KKoqnI1+QLMkFMU1yKoLa/wuUQGh4nLjA0W25/gYKO",
    "rrPE3u7vGh9QX255hcHN1AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA8bLjg=",
  ].join(""),
};

export function fromHex(text) {
  return Uint8Array.fromHex(text);
}

export function toHex(buffer) {
  return new Uint8Array(buffer).toHex();
}

export function fromBase64(text) {
  return Uint8Array.fromBase64(text);
}
