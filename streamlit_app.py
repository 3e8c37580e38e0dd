"""The web door.

The server reads this file once for its routes; then each visit runs it for the page.
"""

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

if get_script_run_ctx(suppress_warning=True) is None:
    from webapp.server import MIDDLEWARE, ROUTES, prepared

    # Written out here: `streamlit run` finds the app by reading this line, not by running it.
    app = st.App("streamlit_app.py", routes=ROUTES, middleware=MIDDLEWARE, lifespan=prepared)
else:
    from webapp.page import main

    main()
