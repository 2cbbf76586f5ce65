include $(sort $(wildcard $(BR2_EXTERNAL_HOLDBOX_PATH)/package/*/*.mk))
