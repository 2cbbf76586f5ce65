# Yocto: a recipe. Tested with sh, which runs its functions as bitbake does; not with bitbake.
SUMMARY = "Tools around the life of a process, in one static binary"
HOMEPAGE = "https://example.org/holdbox"
LICENSE = "MIT"
LIC_FILES_CHKSUM = "file://LICENSE;md5=6ac927705a3873eb9515a1bb4de25551"
SRC_URI = "https://example.org/holdbox/holdbox-${PV}.tar.gz"
PV = "0.1.0"

# statically linked: with glibc this needs libc.a, which TCLIBC = "musl" always has
EXTRA_OEMAKE = 'CC="${CC}" CROSS_COMPILE="${TARGET_PREFIX}" CFLAGS="${CFLAGS}" HOSTCC="${BUILD_CC}"'

HOLDBOX_PRESET = "full"

do_configure() {
	oe_runmake ${HOLDBOX_PRESET}_defconfig
}

do_compile() {
	oe_runmake
}

do_install() {
	oe_runmake install-noclobber DESTDIR=${D} PREFIX=${prefix}
}
