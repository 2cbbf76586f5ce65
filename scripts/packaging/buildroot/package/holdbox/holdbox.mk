################################################################################
#
# holdbox
#
################################################################################

HOLDBOX_VERSION = 0.1.0
HOLDBOX_SITE = $(BR2_EXTERNAL_HOLDBOX_PATH)/../../..
HOLDBOX_SITE_METHOD = local
HOLDBOX_LICENSE = MIT
HOLDBOX_LICENSE_FILES = LICENSE

HOLDBOX_KCONFIG_FILE = $(call qstrip,$(BR2_PACKAGE_HOLDBOX_CONFIG))
HOLDBOX_KCONFIG_FRAGMENT_FILES = \
	$(call qstrip,$(BR2_PACKAGE_HOLDBOX_CONFIG_FRAGMENT_FILES))
HOLDBOX_KCONFIG_DEPENDENCIES = toolchain

# holdbox brings no kconfig programs of its own. Buildroot has built a "conf"
# already; without BR2_CONFIG it would write to Buildroot's own .config.
# Buildroot looks for .config at the top of the package: O=. puts it there.
HOLDBOX_KCONFIG_OPTS = \
	O=. \
	KCONFIG_CONF=$(BUILD_DIR)/buildroot-config/conf \
	BR2_CONFIG=$(@D)/.config

# The C library is Buildroot's; what it links dynamically is no fault here.
HOLDBOX_MAKE_OPTS = \
	O=. \
	CC="$(TARGET_CC)" \
	CROSS_COMPILE="$(TARGET_CROSS)" \
	CFLAGS="$(TARGET_CFLAGS)" \
	HOSTCC="$(HOSTCC)" \
	STATIC=$(if $(BR2_STATIC_LIBS),y,n) \
	CONFIG_PREFIX=/usr \
	DESTDIR="$(TARGET_DIR)" \
	SKIP_STRIP=y

define HOLDBOX_BUILD_CMDS
	$(TARGET_MAKE_ENV) $(MAKE) $(HOLDBOX_MAKE_OPTS) -C $(@D)
endef

define HOLDBOX_INSTALL_TARGET_CMDS
	$(TARGET_MAKE_ENV) $(MAKE) $(HOLDBOX_MAKE_OPTS) \
		-C $(@D) install-noclobber INSTALL_MAN=n INSTALL_COMPLETIONS=n
endef

$(eval $(kconfig-package))
