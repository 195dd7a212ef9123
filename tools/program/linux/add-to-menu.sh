#!/bin/sh
# After the Beep in this user's menu, its messages opened by a double click. --remove takes both away again.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
share=${XDG_DATA_HOME:-$HOME/.local/share}
entry=$share/applications/after-the-beep.desktop
kind=$share/mime/packages/after-the-beep.xml
icons=$share/icons/hicolor

refresh() { # what the desktop keeps of it; where a program is missing, the next login does it
    command -v update-desktop-database >/dev/null && update-desktop-database "$share/applications" || true
    command -v update-mime-database >/dev/null && update-mime-database "$share/mime" || true
}

if [ "${1:-}" = --remove ]; then
    rm -f "$entry" "$kind" "$icons"/*/apps/after-the-beep.png
    refresh
    echo "After the Beep is no longer in the menu. Its folder may be deleted; what you recorded is elsewhere."
    exit
fi

mkdir -p "$share/applications" "$share/mime/packages"
# In a desktop entry a path stands in quotes, where \ " ` and $ take a backslash and % another %; then each backslash
# is doubled, as in any value there.
quoted=$(printf '%s' "$here/after-the-beep" | sed 's/[\\"`$]/\\&/g; s/%/%%/g; s/\\/\\\\/g')
escaped=$(printf '%s' "$quoted" | sed 's/[\\&|]/\\&/g')
sed "s|@PROGRAM@|\"$escaped\"|" "$here/_internal/desktop/after-the-beep.desktop" >"$entry"
cp "$here/_internal/desktop/after-the-beep.xml" "$kind"
for size in 16 32 48 64 128 256 512; do
    mkdir -p "$icons/${size}x$size/apps"
    cp "$here/_internal/desktop/after-the-beep-$size.png" "$icons/${size}x$size/apps/after-the-beep.png"
done
refresh
echo "After the Beep is in the menu."
