# nix-build scripts/packaging/nix: the box, static, with links of all names. Not tested: Debian's
# nix-bin has no packages to build with unless there is a network.
{ pkgs ? import <nixpkgs> { }, preset ? "full" }:

pkgs.pkgsStatic.stdenv.mkDerivation {
  pname = "holdbox";
  version = "0.1.0";
  src = ../../..;
  enableParallelBuilding = true;
  configurePhase = "make ${preset}_defconfig";
  makeFlags = [ "CC:=$(CC)" ];
  buildFlags = [ "all" "man" ];
  installFlags = [ "PREFIX=${placeholder "out"}" "DESTDIR=" "FORCE=y" ];
  meta = {
    description = "Tools around the life of a process, in one static binary";
    license = pkgs.lib.licenses.mit;
    platforms = pkgs.lib.platforms.linux;
  };
}
