# holdbox's part of bash-completion's start. That has completions of some names from the start, such
# as nohup, and never looks for files of these. Where ours is installed, this makes it forget its
# own, but not what users have set.
# shellcheck shell=bash
_holdbox_tables='@TABLES@'
_holdbox_presets=$(complete -p)
for _holdbox_name in @NAMES@; do
	_holdbox_preset="-F _(comp_)?(complete_)?(command|longopt) $_holdbox_name"$'(\n|$)'
	if [[ $_holdbox_tables/$_holdbox_name -ef $_holdbox_tables/holdbox ]] &&
		[[ $_holdbox_presets =~ $_holdbox_preset ]]; then
		complete -r "$_holdbox_name"
	fi
done
unset -v _holdbox_name _holdbox_preset _holdbox_presets _holdbox_tables
